using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Functions;

// The life of an instance:
//   1 start      a spare or a fresh process; the bootstrap loads the handler and asks for a first call
//   2 hand over  a call goes to the waiting "next"; its time limit begins
//   3 answer     response or error; the instance may be given a call at once, which waits for the "next"
//   4 end        the process exits, is killed by a time limit, or is no longer wanted

/// <summary>A process that runs one function, one call at a time.</summary>
internal sealed class FunctionInstance
{
    // AWS: the init phase has ten seconds; to end, external extensions have two, of which the runtime has 0.3, and internal ones half of one.
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan InternalShutdownLimit = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan RuntimeShutdownLimit = TimeSpan.FromSeconds(0.3);
    private readonly FunctionSpec _spec;
    private readonly InstanceHost _host;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RuntimeChoice _choice;
    private readonly bool _isSpare;
    private readonly SandboxProcess _process;
    private readonly InstanceOutput _output;
    private readonly PlatformLog _log;
    private readonly string _logStream;
    private NextRequest? _next;
    private string? _answered;
    private Call? _call;
    private Task _outputEnded = Task.CompletedTask;
    private ITimer? _limit;
    private byte[]? _initError;
    private bool _ended;
    private TimeSpan? _init;

    /// <exception cref="RuntimeUnavailableException">This machine cannot run its runtime.</exception>
    public FunctionInstance(FunctionSpec spec, InstanceHost host, RuntimeChoice choice, SandboxProcess? spare)
    {
        _spec = spec;
        _host = host;
        _choice = choice;
        _isSpare = spare is not null;
        _process = spare ?? new SandboxProcess(host, spec.MemoryMegabytes);
        _logStream = string.Create(CultureInfo.InvariantCulture, $"{host.Time.GetUtcNow():yyyy/MM/dd}/[{spec.Version}]{_process.Id}");
        _output = new InstanceOutput(spec.WritesLogs ? host.Logs : null, new LogTarget(spec.Account, spec.Region, spec.LogGroup, _logStream), host.Time);
        _log = new PlatformLog(spec, _output, host.Time);
        Extensions = new ExtensionSet(spec, _log, _output, host.Time, OnInitError);
        _process.Belong(this);
    }

    /// <summary>A call and what becomes of it. The runtime's connection goes on with the caller's work at the answer, so nothing may come behind it there.</summary>
    internal sealed class Call(Invocation invocation)
    {
        private readonly TaskCompletionSource<CallEnd> _done = new();

        public Invocation Invocation { get; } = invocation;
        public (byte[] Body, bool Failed, string? Type)? Answer { get; set; }
        public bool IsHandedOver { get; set; }
        public bool IsReused { get; init; }
        public long Began { get; set; }
        public long Limited { get; init; }
        public Task<CallEnd> Done => _done.Task;

        public void Complete(CallEnd end) => _done.TrySetResult(end);
    }

    internal enum CallEnd
    {
        Answered,
        Exited,
        TimedOut,
    }

    public ExtensionSet Extensions { get; }

    public DateTimeOffset CredentialsExpire { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset IdleSince { get; set; }

    public bool HasEnded => _process.Exited.IsCompleted || Volatile.Read(ref _ended);

    /// <summary>Whether the instance may take another call.</summary>
    public bool IsReusable => !HasEnded && _initError is null && CredentialsExpire - _host.Time.GetUtcNow() > _spec.Timeout + TimeSpan.FromMinutes(5);

    /// <summary>Whether its start is over.</summary>
    public bool IsReady => _init is not null;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _process.Exited;

    /// <summary>Completes when nothing of the process is left on this machine.</summary>
    public Task Gone => _process.Gone;

    // 1
    public async Task StartAsync(CancellationToken ct)
    {
        await JavaBootstrap.EnsureAsync(_choice);
        var sandboxed = _host.Sandbox is not null;
        var credentials = _spec.Credentials is { } ask ? await ask(ct) : null;
        if (credentials is not null) CredentialsExpire = credentials.Expires;
        var runtimeRoot = sandboxed ? Launch.RuntimeRoot : _choice.Folder ?? _host.RuntimeFolder;
        var environment = InstanceEnvironment.Build(_spec, _choice, _logStream, credentials, sandboxed, runtimeRoot, _process);
        if (_host.ModulesOf(_choice) is { } modules) environment[InstanceEnvironment.Modules] = sandboxed ? modules.Target : modules.Source;
        _log.InitStart(_choice.Label);
        var started = _host.Time.GetTimestamp();
        if (_isSpare)
        {
            environment.Remove(InstanceEnvironment.Socket);
            _process.Bind(_spec, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(environment));
        }
        else
        {
            if (_spec.HasExtensions) Extensions.Await(Path.Combine(_spec.LayerDirectory!, "extensions"), _process.MakeGate());
            await _process.StartAsync(PlanOf(environment, sandboxed, runtimeRoot));
        }
        var pipe = _process.Output;
        var fd = (int)pipe.SafePipeHandle.DangerousGetHandle();
        _output.Attach(fd);
        _outputEnded = OutputPump.Follow(fd, pipe, _output);
        var ready = Task.WhenAll(_ready.Task, Extensions.Ready);
        var first = await Task.WhenAny(ready, _process.Exited, Task.Delay(InitLimit, _host.Time, ct));
        ct.ThrowIfCancellationRequested();
        _init = _host.Time.GetElapsedTime(started);
        // AWS: while it starts, a function has more of the processor than its size gives it.
        _process.Weigh(_spec.MemoryMegabytes);
        _log.InitDone(_init.Value, timedOut: first != ready && first != _process.Exited);
    }

    private LaunchPlan PlanOf(Dictionary<string, string> environment, bool sandboxed, string runtimeRoot)
    {
        var task = sandboxed ? Launch.TaskRoot : _spec.CodeDirectory;
        var layers = sandboxed ? "/opt" : _spec.LayerDirectory ?? "/opt";
        string Fill(string part) => part
            .Replace("{runtime}", runtimeRoot, StringComparison.Ordinal)
            .Replace("{task}", task, StringComparison.Ordinal)
            .Replace("{layers}", layers, StringComparison.Ordinal)
            .Replace("{heap}", (_spec.MemoryMegabytes * 3 / 4).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        IEnumerable<string> command = _choice.Command.Count == 0 ? Bootstrap(task, layers) : [.. _choice.Command.Select(Fill)];
        // AWS: managed runtimes start through it; a custom one starts by itself.
        if (_spec.Environment.TryGetValue(InstanceEnvironment.Wrapper, out var wrapper) && !RuntimeCatalog.IsProvided(_spec.Runtime)) command = command.Prepend(wrapper);
        if (_spec.HasExtensions) command = Launch.WithExtensions($"{layers}/extensions", Launch.GateOf(_process.Folder, sandboxed), command);
        return new LaunchPlan
        {
            Command = [.. command],
            Environment = environment,
            Folder = _process.Folder,
            Code = _spec.CodeDirectory,
            Layers = _spec.LayerDirectory,
            Libraries = _choice.Interpreter?.Folders ?? [],
            RuntimeFolder = _choice.Folder,
            Modules = _host.ModulesOf(_choice),
            Interpreter = _choice.Named,
            MemoryMegabytes = _spec.MemoryMegabytes,
            FileMegabytes = _spec.EphemeralMegabytes,
            Sandboxed = sandboxed,
        };
    }

    private string[] Bootstrap(string task, string layers)
    {
        if (File.Exists(Path.Combine(_spec.CodeDirectory, "bootstrap"))) return [$"{task}/bootstrap"];
        if (_spec.LayerDirectory is { } folder && File.Exists(Path.Combine(folder, "bootstrap"))) return [$"{layers}/bootstrap"];
        // AWS: Runtime.InvalidEntrypoint; the shell's message goes to the log as the reason.
        _initError = FunctionErrors.Document("Runtime.InvalidEntrypoint", "RequestId: {0} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        return ["/bin/false"];
    }

    /// <summary>Runs one call; null when the instance ended before it took the call, which may then go elsewhere.</summary>
    public async Task<InvocationOutcome?> InvokeAsync(Invocation invocation, bool first)
    {
        var call = new Call(invocation) { IsReused = !first, Limited = _host.Time.GetTimestamp() };
        if (_output.IsBehind) await _output.DrainAsync();
        if (invocation.WantsLogTail) _output.BeginTail();
        // 2
        NextRequest? waiting;
        lock (_gate)
        {
            if (_ended && !first) return null;
            _process.Thaw();
            _call = call;
            (waiting, _next) = (_next, null);
            if (waiting is not null) Begin(call);
        }
        _log.Start(invocation.RequestId);
        Extensions.Invoke(invocation, Deadline());
        if (waiting is not null) waiting.Send(invocation, Deadline(), Extensions.Any);
        _limit ??= _host.Time.CreateTimer(static s => ((FunctionInstance)s!).OnLimit(), this, _spec.Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        if (_process.Exited.IsCompleted || _initError is not null) await EndedAsync(call);
        var end = await call.Done;
        // 3
        if (end == CallEnd.Exited && call.IsReused && !call.IsHandedOver) return null;
        return await ConcludeAsync(call, end, first);
    }

    // A process that failed to start says so and exits; one that stays is ended.
    private async Task EndedAsync(Call call)
    {
        await Exited.WaitAsync(ShutdownLimit, _host.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.Exited.IsCompleted) End();
        call.Complete(CallEnd.Exited);
    }

    private async Task<InvocationOutcome> ConcludeAsync(Call call, CallEnd end, bool first)
    {
        var id = call.Invocation.RequestId;
        var duration = call.Began == 0 ? TimeSpan.Zero : _host.Time.GetElapsedTime(call.Began);
        string? status = null;
        string? errorType = null;
        InvocationOutcome outcome;
        if (call.Answer is var (body, failed, type))
        {
            outcome = new InvocationOutcome { Payload = body, Failed = failed, ContentType = type };
            if (failed && HasEnded) status = "error";
        }
        else if (_initError is { } init)
        {
            outcome = new InvocationOutcome { Payload = init, Failed = true };
            (status, errorType) = ("error", FunctionErrors.TypeOf(init));
            End();
        }
        else if (end == CallEnd.Exited)
        {
            await _outputEnded.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var code = await _process.Exited;
            // AWS: what a process that ended leaves to its caller.
            (status, errorType) = ("error", _spec.HasExtensions && code == FunctionErrors.ExtensionExit ? "Extension.Crash" : _process.RanOutOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError");
            outcome = new InvocationOutcome { Payload = FunctionErrors.Document(errorType, $"RequestId: {id} Error: {FunctionErrors.Exit(code)}"), Failed = true };
        }
        else
        {
            duration = _spec.Timeout;
            var text = string.Create(CultureInfo.InvariantCulture, $"Task timed out after {_spec.Timeout.TotalSeconds:F2} seconds");
            outcome = new InvocationOutcome { Payload = FunctionErrors.Document("Sandbox.Timedout", $"RequestId: {id} Error: {text}"), Failed = true };
            status = "timeout";
            _output.ReadAvailable();
            _log.Say(false, string.Create(CultureInfo.InvariantCulture, $"{_host.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {id} {text}\n\n"));
            End("timeout");
        }
        lock (_gate)
        {
            if (_call == call) _call = null;
        }
        _output.ReadAvailable();
        if (end == CallEnd.Exited && errorType is not null && _initError is null) _log.Say(false, $"RequestId: {id} Error: {FunctionErrors.Exit(await _process.Exited)}\n");
        _log.RuntimeDone(id, status ?? (outcome.Failed ? "error" : "success"), duration, outcome.Payload.Length);
        _log.Report(id, duration, first ? _init : null, _process.PeakMemory(), status, errorType);
        return outcome with
        {
            Duration = duration, InitDuration = first ? _init : null, LogTail = call.Invocation.WantsLogTail ? _output.EndTail() : null,
            Streamed = !outcome.Failed && call.Invocation.Stream is not null && outcome.ContentType is not null,
        };
    }

    private DateTimeOffset Deadline() => _host.Time.GetUtcNow() + _spec.Timeout;

    private void Begin(Call call)
    {
        call.IsHandedOver = true;
        call.Began = _host.Time.GetTimestamp();
    }

    // One timer for all calls: at the limit of an old one it only looks when the present one ends.
    private void OnLimit()
    {
        Call? late;
        lock (_gate)
        {
            late = _call;
            var left = late is null ? _spec.Timeout : _spec.Timeout - _host.Time.GetElapsedTime(late.Limited);
            if (late is null || left > TimeSpan.Zero)
            {
                late = null;
                if (!_ended) _limit!.Change(left + TimeSpan.FromMilliseconds(1), System.Threading.Timeout.InfiniteTimeSpan);
            }
        }
        late?.Complete(CallEnd.TimedOut);
    }

    /// <summary>The bootstrap asks for a call; <paramref name="answered"/> is the one it has just answered.</summary>
    internal void Park(NextRequest waiting, Call? answered)
    {
        Call? call;
        lock (_gate)
        {
            _answered = null;
            // AWS: a runtime that asks again without having answered gets the same call again.
            call = _call is { Answer: null } ? _call : null;
            if (call is null) _next = waiting;
            else if (!call.IsHandedOver) Begin(call);
        }
        _ready.TrySetResult();
        if (call is not null) waiting.Send(call.Invocation, Deadline(), Extensions.Any);
        answered?.Complete(CallEnd.Answered);
    }

    /// <summary>The call of that id, while it waits for its answer.</summary>
    internal Invocation? Current(string id)
    {
        lock (_gate) return _call is { Answer: null } call && call.Invocation.RequestId == id && !call.Done.IsCompleted ? call.Invocation : null;
    }

    /// <summary>Whether the call of that id was answered and no other was asked for since.</summary>
    internal bool HasJustAnswered(string id)
    {
        lock (_gate) return _answered == id;
    }

    /// <summary>Takes the answer of a call; whoever gets the call back completes it once the connection needs nothing more.</summary>
    internal Call? OnAnswer(string id, byte[] body, bool failed, string? contentType = null)
    {
        lock (_gate)
        {
            if (_call is not { Answer: null } call || call.Invocation.RequestId != id) return null;
            call.Answer = (body, failed, contentType);
            _answered = id;
            return call;
        }
    }

    internal void OnInitError(byte[] error)
    {
        _initError = error.Length > 0 ? error : FunctionErrors.Document("Runtime.Unknown", "");
        _ready.TrySetResult();
        Extensions.GiveUp();
    }

    /// <summary>The process has exited.</summary>
    internal void OnExit()
    {
        Call? lost;
        lock (_gate)
        {
            _ended = true;
            lost = _call;
            _next = null;
        }
        _output.ReadAvailable();
        _limit?.Dispose();
        Extensions.GiveUp();
        // Its exit code is known a moment later, and is waited for then.
        if (lost is not null) ThreadPool.UnsafeQueueUserWorkItem(static c => c.Complete(CallEnd.Exited), lost, preferLocal: false);
    }

    /// <summary>Stops the process's clock until the next call, unless one has come.</summary>
    public void Freeze()
    {
        EndIfTooFull();
        lock (_gate)
        {
            if (_call is null && !_ended && Extensions.AreIdle) _process.Freeze();
        }
    }

    public bool IsFrozen => _process.IsFrozen;

    /// <summary>Whether a debugger may want to reach it between calls.</summary>
    public bool IsDebugged => _spec.IsDebugged;

    /// <summary>Ends an instance that has written more than its function may.</summary>
    // Differs: AWS's disk is full then, and the write fails; here one file ends at that length (ulimit), and what exceeds it in sum ends the process.
    public void EndIfTooFull()
    {
        if (HasEnded || _process.TemporaryBytes <= _spec.EphemeralMegabytes * 1024L * 1024) return;
        _log.Say(true, string.Create(CultureInfo.InvariantCulture, $"/tmp holds more than the {_spec.EphemeralMegabytes} MB of the function's ephemeral storage; its process is ended.\n"));
        _process.Kill();
    }

    /// <summary>Ends the process; it had no call, or its call is lost. Extensions that want to hear of it have two seconds.</summary>
    public void End(string reason = "spindown")
    {
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
            _process.Thaw();
        }
        if (Extensions.Any) _ = ShutDownAsync(reason);
        else _process.Kill();
    }

    /// <summary>Gives up an instance whose process could not be started.</summary>
    public void Abandon() => _process.Abandon();

    private async Task ShutDownAsync(string reason)
    {
        var began = _host.Time.GetTimestamp();
        _process.Terminate();
        if (!Extensions.AnyExternal) await Exited.WaitAsync(InternalShutdownLimit, _host.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
        {
            // AWS: extensions hear of the end when the runtime is gone, and those that do not want to hear are killed.
            await _output.RuntimeEnded.WaitAsync(RuntimeShutdownLimit, _host.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var left = ShutdownLimit - _host.Time.GetElapsedTime(began);
            if (Extensions.Shutdown(reason, _host.Time.GetUtcNow() + left)) await Exited.WaitAsync(left, _host.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _process.Kill();
    }

    /// <summary>Waits until the log has all that was printed.</summary>
    public Task DrainAsync() => _output.DrainAsync();
}

/// <summary>What instances share.</summary>
internal sealed record InstanceHost(string Root, string RuntimeFolder, string? Sandbox, string? NodeModules, string? PythonModules, ILogWriter? Logs, TimeProvider Time)
{
    /// <summary>The libraries that AWS's runtime of that kind carries, and where the sandbox shows them; null without.</summary>
    public (string Source, string Target)? ModulesOf(RuntimeChoice choice) =>
        choice.Label.StartsWith("nodejs", StringComparison.Ordinal) && NodeModules is not null ? (NodeModules, "/node_modules")
        : choice.Label.StartsWith("python", StringComparison.Ordinal) && PythonModules is not null ? (PythonModules, "/var/lang/python")
        : null;
}
