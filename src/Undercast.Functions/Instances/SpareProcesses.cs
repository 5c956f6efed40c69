namespace Undercast.Functions;

/// <summary>Interpreters that run already and do not know their function yet: a cold start that finds one need not wait for an interpreter. One for each interpreter that was used.</summary>
internal sealed class SpareProcesses(InstanceHost host, TimeSpan keep)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SandboxProcess Process, DateTimeOffset Since)> _ready = new(StringComparer.Ordinal);
    private readonly HashSet<string> _starting = new(StringComparer.Ordinal);
    private bool _stopped;

    public int Ready
    {
        get
        {
            lock (_gate) return _ready.Count;
        }
    }

    public int Used { get; private set; }

    // What an interpreter or the loader reads when it starts, before it could be told.
    private static readonly string[] EarlyVariables = ["NODE_", "LD_", "PYTHON", "UV_", "MALLOC_", "GLIBC_", "OPENSSL_", "SSL_", "LANG", "LC_", "ICU_"];

    private static bool IsEarly(string name) => name is not ("NODE_ENV" or "NODE_PATH") && EarlyVariables.Any(e => name.StartsWith(e, StringComparison.Ordinal));

    private static string? KeyOf(RuntimeChoice choice) => choice.HasSpares ? choice.Interpreter!.Path : null;

    /// <summary>Takes the spare that can run the function, if there is one.</summary>
    public SandboxProcess? Take(RuntimeChoice choice, FunctionSpec spec)
    {
        if (KeyOf(choice) is not { } key || spec.HasExtensions || spec.Environment.ContainsKey(InstanceEnvironment.Wrapper) || spec.Environment.Keys.Any(IsEarly)) return null;
        if (host.Sandbox is not null && (PackageTree.Of(spec.CodeDirectory) is null || (spec.LayerDirectory is { } layers && PackageTree.Of(layers) is null))) return null;
        lock (_gate)
        {
            if (!_ready.Remove(key, out var spare) || spare.Process.Exited.IsCompleted) return null;
            Used++;
            return spare.Process;
        }
    }

    /// <summary>Has one started unless there is one.</summary>
    public void Want(RuntimeChoice choice)
    {
        if (KeyOf(choice) is not { } key) return;
        lock (_gate)
        {
            if (_stopped || _ready.ContainsKey(key) || !_starting.Add(key)) return;
        }
        _ = StartAsync(key, choice);
    }

    /// <summary>Ends those that nobody has wanted for long.</summary>
    public void Reap()
    {
        var before = host.Time.GetUtcNow() - keep;
        List<SandboxProcess> ended;
        lock (_gate)
        {
            var old = _ready.Where(r => r.Value.Since < before || r.Value.Process.Exited.IsCompleted).ToArray();
            foreach (var (key, _) in old) _ready.Remove(key);
            ended = [.. old.Select(o => o.Value.Process)];
        }
        foreach (var spare in ended) spare.Kill();
    }

    /// <summary>Ends all, and answers them to be waited for.</summary>
    public IReadOnlyList<SandboxProcess> Stop()
    {
        SandboxProcess[] all;
        lock (_gate)
        {
            _stopped = true;
            all = [.. _ready.Values.Select(r => r.Process)];
            _ready.Clear();
        }
        foreach (var spare in all) spare.Kill();
        return all;
    }

    private async Task StartAsync(string key, RuntimeChoice choice)
    {
        await Task.Yield();
        SandboxProcess? process = null;
        try
        {
            // Enough to start any interpreter; a function's own limit comes with its binding.
            process = new SandboxProcess(host, megabytes: 512);
            Directory.CreateDirectory(process.TaskFolder);
            Directory.CreateDirectory(process.LayerFolder);
            var sandboxed = host.Sandbox is not null;
            var runtime = sandboxed ? Launch.RuntimeRoot : choice.Folder!;
            var environment = InstanceEnvironment.Common(sandboxed ? Launch.TaskRoot : process.TaskFolder, sandboxed ? "/opt" : process.LayerFolder, sandboxed ? "/tmp" : process.Temporary);
            environment[InstanceEnvironment.Socket] = sandboxed ? Launch.Socket : process.SocketPath;
            environment[InstanceEnvironment.Spare] = "1";
            await process.StartAsync(new LaunchPlan
            {
                Command = [.. choice.Command.Select(c => c.Replace("{runtime}", runtime, StringComparison.Ordinal))],
                Environment = environment,
                Folder = process.Folder,
                Code = process.TaskFolder,
                Layers = process.LayerFolder,
                Libraries = choice.Interpreter!.Folders,
                RuntimeFolder = choice.Folder,
                Modules = host.ModulesOf(choice),
                Interpreter = choice.Named,
                Sandboxed = sandboxed,
            });
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // No spare, then: the next cold start finds out why, and says so.
            process?.Abandon();
            process = null;
        }
        var late = false;
        lock (_gate)
        {
            _starting.Remove(key);
            late = _stopped;
            if (process is not null && !late) _ready[key] = (process, host.Time.GetUtcNow());
        }
        if (late) process?.Kill();
    }
}
