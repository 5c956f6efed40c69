using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;

namespace Undercast.Functions;

// A call's way:
//   1 admit     within the function's and the pool's concurrency
//   2 reuse     the idle instance that was used last, of the same revision
//   3 start     or a new one, in a spare interpreter where there is one; starts run in parallel, and spares are replaced when no start is under way
//   4 run       and give the instance back, unless it ended; it is frozen a moment later

/// <summary>Settings of a pool.</summary>
public sealed record FunctionPoolOptions
{
    /// <summary>Calls at once, over all functions that have no limit of their own.</summary>
    public int MaxConcurrency { get; init; } = 1000;

    /// <summary>How long an instance waits for another call.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an instance runs on between two calls before its processes are stopped.</summary>
    // Differs: AWS freezes at once; stopping and waking a process between calls that follow each other closely would cost more than the calls.
    public TimeSpan FreezeAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the /tmp of instances that run is looked at.</summary>
    public TimeSpan DiskLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether an interpreter of each kind in use is kept ready for the next function that starts.</summary>
    public bool KeepsSpares { get; init; } = true;

    /// <summary>Whether functions run in a sandbox where this machine has one.</summary>
    public bool Sandboxed { get; init; } = true;

    /// <summary>A node_modules folder that Node.js functions find beside their own, such as one with the AWS SDK: what UNDERCAST_NODE_MODULES names, else what was fetched beside this program.</summary>
    public string? NodeModules { get; init; } = Found("UNDERCAST_NODE_MODULES", "node-runtime/node_modules");

    /// <summary>A folder of packages that Python functions find behind their own and the interpreter's, such as boto3: what UNDERCAST_PYTHON_MODULES names, else what was fetched beside this program.</summary>
    public string? PythonModules { get; init; } = Found("UNDERCAST_PYTHON_MODULES", "python-runtime");

    private static string? Found(string variable, string fetched)
    {
        var folder = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Path.GetFullPath(named) : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", fetched));
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>Runs functions in processes, reusing those that are warm.</summary>
public sealed partial class FunctionPool : IAsyncDisposable
{
    private readonly FunctionPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<InstanceHost> _host;
    private readonly ConcurrentDictionary<FunctionInstance, string> _alive = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Stack<FunctionInstance>> _idle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly ITimer _reaper;
    private readonly ITimer _freezer;
    private readonly ITimer _diskWatch;
    private readonly Dictionary<string, RuntimeChoice> _wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _kept = new(StringComparer.Ordinal);
    private SpareProcesses? _spares;
    private int _starting;
    private bool _freezes;
    private bool _watches;
    private readonly string _root = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"undercast-{Environment.ProcessId}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}"));
    private int _unreserved;
    private bool _stopped;

    public FunctionPool(FunctionPoolOptions options, ILogWriter? logs, TimeProvider time, ILogger<FunctionPool> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _host = new Lazy<InstanceHost>(() => Open(logs));
        _reaper = time.CreateTimer(_ => Reap(), null, options.KeepAlive / 4, options.KeepAlive / 4);
        _freezer = time.CreateTimer(_ => Freeze(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _diskWatch = time.CreateTimer(_ => LookAtDisks(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A folder of the pool's own for unpacked packages; it goes with the pool.</summary>
    public string CodeFolder => Path.Combine(_host.Value.Root, "code");

    /// <summary>How many spare interpreters are ready, and how many became functions.</summary>
    internal int Spares => _spares?.Ready ?? 0;

    internal int SparesUsed => _spares?.Used ?? 0;

    /// <summary>Whether functions are isolated from this machine.</summary>
    public bool IsSandboxed => _host.Value.Sandbox is not null;

    /// <summary>Calls a function and waits for its answer.</summary>
    /// <exception cref="ConcurrencyLimitException">The function, or all of them together, run as often as they may.</exception>
    /// <exception cref="RuntimeUnavailableException">This machine cannot run its runtime.</exception>
    public async Task<InvocationOutcome> InvokeAsync(FunctionSpec spec, Invocation invocation, CancellationToken ct)
    {
        Enter(spec); // 1
        try
        {
            while (Take(spec.Key) is { } warm) // 2
            {
                if (await RunAsync(warm, spec, invocation, first: false) is { } outcome) return outcome;
            }
            var instance = await StartAsync(spec, ct); // 3
            return (await RunAsync(instance, spec, invocation, first: true))!;
        }
        finally
        {
            Leave(spec);
        }
    }

    /// <summary>Ends the idle instances whose key begins so, and those that run when they are done: their code or configuration has changed.</summary>
    public void Recycle(string keyPrefix)
    {
        List<FunctionInstance> ended = [];
        lock (_gate)
        {
            foreach (var key in _kept.Keys.Where(k => k.StartsWith(keyPrefix, StringComparison.Ordinal)).ToArray()) _kept.Remove(key);
            foreach (var key in _idle.Keys.Where(k => k.StartsWith(keyPrefix, StringComparison.Ordinal)).ToArray())
            {
                ended.AddRange(_idle[key]);
                _idle.Remove(key);
            }
        }
        foreach (var instance in ended) instance.End();
    }

    /// <summary>Has a spare interpreter ready for a runtime that will be used soon.</summary>
    public void Prepare(string runtime, string handler)
    {
        var host = _host.Value;
        try
        {
            _spares?.Want(RuntimeCatalog.Choose(runtime, handler, host.RuntimeFolder));
        }
        catch (RuntimeUnavailableException)
        {
            // Whoever calls the function is told.
        }
    }

    /// <summary>Keeps that many instances, idle or running, starting those that are missing; answers how many there are.</summary>
    public async Task<int> ProvisionAsync(FunctionSpec spec, int count, CancellationToken ct)
    {
        lock (_gate)
        {
            if (count > 0) _kept[spec.Key] = count;
            else _kept.Remove(spec.Key);
        }
        var missing = count - Count(spec.Key);
        var starts = Enumerable.Range(0, Math.Max(0, missing)).Select(_ => StartAsync(spec, ct)).ToArray();
        foreach (var start in starts)
        {
            var instance = await start;
            if (instance.IsReusable) Return(spec.Key, instance);
            else instance.End();
        }
        return Count(spec.Key);
    }

    /// <summary>The instances of a key that have started and take calls.</summary>
    public int Count(string key) => _alive.Count(a => a.Value == key && a.Key is { IsReady: true, IsReusable: true });

    /// <summary>Waits until the logs have all that idle instances printed.</summary>
    public async Task DrainLogsAsync()
    {
        foreach (var instance in _alive.Keys) await instance.DrainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            _idle.Clear();
        }
        await _reaper.DisposeAsync();
        await _freezer.DisposeAsync();
        await _diskWatch.DisposeAsync();
        var alive = _alive.Keys.ToArray();
        var spares = _spares?.Stop() ?? [];
        foreach (var instance in alive) instance.End();
        foreach (var exited in alive.Select(a => a.Gone).Concat(spares.Select(s => s.Gone))) await exited.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Folders.Delete(_root);
    }

    // 1
    private void Enter(FunctionSpec spec)
    {
        lock (_gate)
        {
            var running = _running.GetValueOrDefault(spec.FunctionArn);
            if (spec.MaxConcurrency is { } most)
            {
                if (running >= most) throw new ConcurrencyLimitException(reserved: true);
            }
            else
            {
                if (_unreserved >= _options.MaxConcurrency) throw new ConcurrencyLimitException(reserved: false);
                _unreserved++;
            }
            _running[spec.FunctionArn] = running + 1;
        }
    }

    private void Leave(FunctionSpec spec)
    {
        lock (_gate)
        {
            if (spec.MaxConcurrency is null) _unreserved--;
            if (--_running[spec.FunctionArn] == 0) _running.Remove(spec.FunctionArn);
        }
    }

    // 2
    private FunctionInstance? Take(string key)
    {
        lock (_gate)
        {
            while (_idle.TryGetValue(key, out var idle) && idle.TryPop(out var instance))
            {
                if (instance.IsReusable) return instance;
                instance.End();
            }
        }
        return null;
    }

    // 3
    private async Task<FunctionInstance> StartAsync(FunctionSpec spec, CancellationToken ct)
    {
        var host = _host.Value;
        var choice = RuntimeCatalog.Choose(spec, host.RuntimeFolder);
        Interlocked.Increment(ref _starting);
        try
        {
            var instance = new FunctionInstance(spec, host, choice, _spares?.Take(choice, spec));
            _alive[instance] = spec.Key;
            WatchDisks();
            _ = instance.Exited.ContinueWith(_ => _alive.TryRemove(instance, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            try
            {
                await instance.StartAsync(ct);
                return instance;
            }
            catch
            {
                _alive.TryRemove(instance, out _);
                instance.End();
                instance.Abandon();
                throw;
            }
        }
        finally
        {
            Replace(choice);
        }
    }

    // A spare that starts beside functions would slow them; so the last of them has it started.
    private void Replace(RuntimeChoice choice)
    {
        RuntimeChoice[] wanted = [];
        lock (_gate)
        {
            if (choice.HasSpares) _wanted[choice.Interpreter!.Path] = choice;
            if (Interlocked.Decrement(ref _starting) == 0)
            {
                wanted = [.. _wanted.Values];
                _wanted.Clear();
            }
        }
        foreach (var one in wanted) _spares?.Want(one);
    }

    // 4
    private async Task<InvocationOutcome?> RunAsync(FunctionInstance instance, FunctionSpec spec, Invocation invocation, bool first)
    {
        if (instance.IsFrozen) WatchDisks();
        var outcome = await instance.InvokeAsync(invocation, first);
        if (!instance.IsReusable) instance.End();
        else if (instance.Extensions.AreIdle) Return(spec.Key, instance);
        else _ = ReturnLaterAsync(spec.Key, instance);
        return outcome;
    }

    // AWS: the caller has its answer; the instance is free when its extensions are done with the call too.
    private async Task ReturnLaterAsync(string key, FunctionInstance instance)
    {
        await instance.Extensions.IdleAsync();
        if (instance.Extensions.AreIdle) Return(key, instance);
        else instance.End("timeout");
    }

    private void Return(string key, FunctionInstance instance)
    {
        instance.IdleSince = _time.GetUtcNow();
        lock (_gate)
        {
            if (!_stopped)
            {
                if (!_idle.TryGetValue(key, out var idle)) _idle[key] = idle = new Stack<FunctionInstance>();
                idle.Push(instance);
                if (_freezes) return;
                _freezes = true;
                _freezer.Change(_options.FreezeAfter, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        instance.End();
    }

    // Stops what has been idle for long enough; looks again while something has not.
    private void Freeze()
    {
        var before = _time.GetUtcNow() - _options.FreezeAfter;
        List<FunctionInstance> frozen = [];
        lock (_gate)
        {
            var awake = _idle.Values.SelectMany(i => i).Where(i => !i.IsFrozen && !i.IsDebugged).ToArray();
            frozen.AddRange(awake.Where(i => i.IdleSince <= before));
            _freezes = awake.Length > frozen.Count && !_stopped;
            if (_freezes) _freezer.Change(_options.FreezeAfter, Timeout.InfiniteTimeSpan);
        }
        foreach (var instance in frozen) instance.Freeze();
    }

    private void WatchDisks()
    {
        if (Interlocked.Exchange(ref _watches, true)) return;
        _diskWatch.Change(_options.DiskLook, Timeout.InfiniteTimeSpan);
    }

    // Ends what has written more than it may; looks again while anything runs.
    private void LookAtDisks()
    {
        Volatile.Write(ref _watches, false);
        var running = _alive.Keys.Where(i => !i.IsFrozen).ToArray();
        foreach (var instance in running) instance.EndIfTooFull();
        if (running.Length > 0 && !_stopped) WatchDisks();
    }

    private void Reap()
    {
        _spares?.Reap();
        var before = _time.GetUtcNow() - _options.KeepAlive;
        List<FunctionInstance> ended = [];
        lock (_gate)
        {
            foreach (var key in _idle.Keys.ToArray())
            {
                // The top of the stack was used last.
                var keep = _idle[key].Where((i, at) => i.IsReusable && (i.IdleSince > before || at < _kept.GetValueOrDefault(key))).Reverse().ToArray();
                ended.AddRange(_idle[key].Except(keep));
                if (keep.Length == 0) _idle.Remove(key);
                else _idle[key] = new Stack<FunctionInstance>(keep);
            }
        }
        foreach (var instance in ended) instance.End();
    }

    private InstanceHost Open(ILogWriter? logs)
    {
        ClearLeftovers();
        var runtimes = Path.Combine(_root, "runtimes");
        foreach (var name in typeof(FunctionPool).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("runtimes/", StringComparison.Ordinal)))
        {
            var path = Path.Combine(_root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var resource = typeof(FunctionPool).Assembly.GetManifestResourceStream(name)!;
            resource.CopyTo(file);
        }
        Directory.CreateDirectory(Path.Combine(_root, "i"));
        Directory.CreateDirectory(Path.Combine(_root, "code"));
        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var sandbox = _options.Sandboxed ? Launch.FindSandbox() : null;
        if (_options.Sandboxed && sandbox is null) LogPlain(_logger);
        var host = new InstanceHost(_root, runtimes, sandbox, _options.NodeModules, _options.PythonModules, logs, _time);
        if (_options.KeepsSpares) _spares = new SpareProcesses(host, _options.KeepAlive * 3);
        return host;
    }

    /// <summary>Removes the folders and control groups of servers that were killed.</summary>
    private static void ClearLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), "undercast-*-*"))
        {
            var parts = Path.GetFileName(folder).Split('-');
            if (parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && IsGone(pid)) Folders.Delete(folder);
        }
        ControlGroup.ClearLeftovers(IsGone);
    }

    private static bool IsGone(int pid)
    {
        if (pid == Environment.ProcessId) return false;
        try
        {
            using var process = Process.GetProcessById(pid);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Functions run as plain processes, not isolated from this machine: bubblewrap (bwrap) is not installed or may not create namespaces here.")]
    private static partial void LogPlain(ILogger logger);
}
