using System.Diagnostics;
using System.IO.Pipes;
using System.Net;

namespace Undercast.Functions;

/// <summary>A process in its sandbox, with its folder, control group and endpoints.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly InstanceHost _host;
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _binding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ControlGroup? _group;
    private Process? _process;
    private FileStream? _runtimeGate;
    private int[] _frozen = [];
    private volatile bool _killed;

    public SandboxProcess(InstanceHost host, int megabytes)
    {
        _host = host;
        Id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        Folder = Path.Combine(host.Root, "i", Id[..12]);
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Temporary);
        _group = ControlGroup.TryCreate(Id[..12], megabytes);
        SocketApi = RuntimeApi.OnFile(SocketPath, this);
        PortApi = RuntimeApi.OnPort(this);
    }

    public string Id { get; }

    public string Folder { get; }

    public string Temporary => Path.Combine(Folder, "tmp");

    public string SocketPath => Path.Combine(Folder, "s");

    /// <summary>What a spare shows as /var/task and /opt; filled when it is bound.</summary>
    public string TaskFolder => Path.Combine(Folder, "task");

    public string LayerFolder => Path.Combine(Folder, "opt");

    /// <summary>The endpoint of our bootstraps.</summary>
    public RuntimeApi SocketApi { get; }

    /// <summary>The endpoint of everybody else: custom runtimes, extensions.</summary>
    public RuntimeApi PortApi { get; }

    /// <summary>The function that it runs; null for a spare.</summary>
    public FunctionInstance? Instance { get; private set; }

    /// <summary>Completes with the exit code when the process has ended.</summary>
    public Task<int> Exited => _exit.Task;

    /// <summary>Completes when nothing of it is left on this machine.</summary>
    public Task Gone => _gone.Task;

    public bool IsFrozen => _frozen.Length > 0;

    public bool HasGroup => _group is not null;

    /// <summary>Where its output is read.</summary>
    public AnonymousPipeClientStream Output => (AnonymousPipeClientStream)_process!.StandardOutput.BaseStream;

    public ControlGroup? Group => _group;

    /// <summary>Whether it was killed because it had no memory left; known where there are control groups, and once it has ended.</summary>
    public bool RanOutOfMemory => _group is { RanOutOfMemory: true };

    public async Task StartAsync(LaunchPlan plan)
    {
        try
        {
            _process = await Spawner.StartAsync(Launch.Build(plan with { Group = _group }, _host.Sandbox));
        }
        catch
        {
            Abandon();
            throw;
        }
        _ = WatchAsync(_process);
        if (_killed) Kill();
    }

    /// <summary>What its <c>/tmp</c> holds, in bytes.</summary>
    public long TemporaryBytes => Folders.Size(Temporary);

    /// <summary>Makes the gate behind which the runtime waits for its extensions; answers what opens it.</summary>
    public Action MakeGate()
    {
        var path = Path.Combine(Folder, Launch.GateFile);
        if (Native.MakeFifo(path, 0b110_000_000) != 0) throw new IOException($"The gate {path} cannot be made.");
        // Open in both directions, so that neither end waits for the other.
        _runtimeGate = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
        return () => Tell(_runtimeGate, "start\n"u8);
    }

    private static void Tell(FileStream gate, ReadOnlySpan<byte> word)
    {
        try
        {
            gate.Write(word);
            gate.Flush();
        }
        catch (ObjectDisposedException)
        {
            // The process has just ended.
        }
    }

    /// <summary>Says whose calls it takes from now on.</summary>
    public void Belong(FunctionInstance instance) => Instance = instance;

    /// <summary>Makes a spare the process of a function: its files, its limits, its variables.</summary>
    public void Bind(FunctionSpec spec, ReadOnlyMemory<byte> binding)
    {
        if (_host.Sandbox is not null)
        {
            PackageTree.Of(spec.CodeDirectory)!.LinkInto(TaskFolder);
            if (spec.LayerDirectory is { } layers) PackageTree.Of(layers)!.LinkInto(LayerFolder);
        }
        var members = Members().ToArray();
        Limits.BoundFiles(members, spec.EphemeralMegabytes);
        if (_group is not null) _group.Limit(spec.MemoryMegabytes);
        else Limits.BoundMemory(members, spec.MemoryMegabytes);
        _binding.TrySetResult(binding);
    }

    /// <summary>Gives it the processor time of a function of that size; it starts with more.</summary>
    public void Weigh(int megabytes)
    {
        if (_group is null)
        {
            Limits.Weigh(Members(), megabytes);
            return;
        }
        try
        {
            _group.Weigh(megabytes);
        }
        catch (IOException) when (Exited.IsCompleted)
        {
            // The group went with its process.
        }
    }

    /// <summary>What a spare learns; it waits until there is something.</summary>
    public Task<ReadOnlyMemory<byte>> BindingAsync(CancellationToken ct) => _binding.Task.WaitAsync(ct);

    /// <summary>Stops all its processes; they use no processor until <see cref="Thaw"/>.</summary>
    /// <remarks>A signal rather than the freezer of control groups: stopped processes still die with the server, frozen ones of version 1 do not.</remarks>
    public void Freeze()
    {
        if (IsFrozen || _exit.Task.IsCompleted) return;
        // Bubblewrap itself stays awake in the sandbox's stead: it is a child of this process, which hears of each stop of its children.
        var root = _process!.Id;
        var members = Members().Where(p => p != root || _host.Sandbox is null).ToArray();
        foreach (var pid in members) _ = Native.Kill(pid, Native.SignalStop);
        _frozen = members;
    }

    public void Thaw()
    {
        if (_frozen.Length == 0) return;
        foreach (var pid in _frozen) _ = Native.Kill(pid, Native.SignalContinue);
        _frozen = [];
    }

    /// <summary>Asks the runtime and its children to end; beside extensions of layers it is asked through their gate.</summary>
    public void Terminate()
    {
        if (_process is null || _exit.Task.IsCompleted) return;
        if (_runtimeGate is { } gate)
        {
            Tell(gate, "end\n"u8);
            return;
        }
        foreach (var pid in Members().Where(p => p != _process.Id || _host.Sandbox is null)) _ = Native.Kill(pid, Native.SignalTerminate);
    }

    public void Kill()
    {
        _killed = true;
        if (_process is null || _exit.Task.IsCompleted) return;
        try
        {
            // Bubblewrap takes all of its sandbox along; without it the tree is walked, which reads all processes of the machine.
            _process.Kill(entireProcessTree: _host.Sandbox is null);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Whether the other end of a connection is one of its processes.</summary>
    /// <remarks>The tables of sockets and of processes are not read in one instant, and may miss an entry while others change; so a stranger is looked for several times.</remarks>
    public async ValueTask<bool> OwnsAsync(IPEndPoint peer)
    {
        for (var attempt = 0; attempt < 10 && !_exit.Task.IsCompleted; attempt++)
        {
            if (_process is { } process && PeerProcesses.Holds(process.Id, peer)) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(10 << Math.Min(attempt, 5)), _host.Time);
        }
        return false;
    }

    /// <summary>The most memory that it had at once, in bytes.</summary>
    public long PeakMemory()
    {
        if (_group?.Peak() is { } peak and > 0) return peak;
        if (!OperatingSystem.IsLinux() || _process is null || _exit.Task.IsCompleted) return 0;
        long total = 0;
        foreach (var pid in PeerProcesses.TreeOf(_process.Id))
        {
            try
            {
                var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null) total += long.Parse(line.AsSpan(6, line.Length - 8).Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }
        }
        return total;
    }

    /// <summary>Gives up what never became a process.</summary>
    public void Abandon()
    {
        if (_process is not null || _exit.Task.IsCompleted) return;
        Dispose();
        _exit.TrySetResult(-1);
        _ = RemoveAsync();
    }

    private async Task RemoveAsync()
    {
        if (_group is not null) await _group.RemoveAsync();
        _gone.TrySetResult();
    }

    public void Dispose()
    {
        SocketApi.Dispose();
        PortApi.Dispose();
        _runtimeGate?.Dispose();
        _group?.Close();
        Folders.Delete(Folder);
    }

    private IEnumerable<int> Members()
    {
        if (_process is null) return [];
        return _group is null ? PeerProcesses.TreeOf(_process.Id) : _group.Members();
    }

    private async Task WatchAsync(Process process)
    {
        await process.WaitForExitAsync();
        // Children of the function may hold the pipe open for longer; its own last words are in it now.
        Instance?.OnExit();
        Dispose();
        _exit.TrySetResult(process.ExitCode);
        await RemoveAsync();
    }
}

/// <summary>Limits of processes that run already, where no control group holds them.</summary>
internal static class Limits
{
    // Beside the function's own memory: what an interpreter maps before it runs anything.
    public const int Slack = 64;

    public static void BoundFiles(IEnumerable<int> processes, int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var bytes = (nuint)megabytes * 1024 * 1024;
        var limit = new Native.Limit { Soft = bytes, Hard = bytes };
        foreach (var pid in processes) _ = Native.SetLimit(pid, Native.LimitFile, ref limit, 0);
    }

    public static void BoundMemory(IEnumerable<int> processes, int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var bytes = (nuint)(megabytes + Slack) * 1024 * 1024;
        foreach (var pid in processes)
        {
            var limit = new Native.Limit { Soft = bytes, Hard = bytes };
            _ = Native.SetLimit(pid, Native.LimitData, ref limit, 0);
        }
    }

    /// <summary>Sets nice values, so that small functions wait for large ones.</summary>
    public static void Weigh(IEnumerable<int> processes, int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var nice = megabytes switch { < 512 => 10, < 1769 => 5, _ => 0 };
        if (nice == 0) return;
        // The value is a thread's own.
        foreach (var thread in processes.SelectMany(PeerProcesses.ThreadsOf)) _ = Native.SetPriority(0, (uint)thread, nice);
    }
}
