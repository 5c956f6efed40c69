using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Net;
using Undercast.Kernel;

namespace Undercast.Functions;

// The life of an instance:
//   1 start      folder, endpoint, process; the bootstrap loads the handler and asks for a first call
//   2 hand over  a call goes to the waiting "next"; its time limit begins
//   3 answer     response or error; the instance may be given a call at once, which waits for the "next"
//   4 end        the process exits, is killed by a time limit, or is no longer wanted

/// <summary>A process that runs one function, one call at a time.</summary>
internal sealed class FunctionInstance : IDisposable
{
    // AWS: the init phase has ten seconds.
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);
    private readonly FunctionSpec _spec;
    private readonly InstanceHost _host;
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly InstanceOutput _output;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _logStream;
    private TaskCompletionSource<(Invocation, DateTimeOffset)>? _next;
    private Call? _call;
    private RuntimeApi? _api;
    private Process? _process;
    private Task _outputEnded = Task.CompletedTask;
    private MemoryGroup? _memory;
    private byte[]? _initError;
    private bool _ended;
    private long _started;
    private TimeSpan? _init;

    public FunctionInstance(FunctionSpec spec, InstanceHost host)
    {
        _spec = spec;
        _host = host;
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        _logStream = string.Create(CultureInfo.InvariantCulture, $"{host.Time.GetUtcNow():yyyy/MM/dd}/[{spec.Version}]{id}");
        _folder = Path.Combine(host.Root, "i", id[..12]);
        _output = new InstanceOutput(spec.WritesLogs ? host.Logs : null, new LogTarget(spec.Account, spec.Region, spec.LogGroup, _logStream), host.Time);
    }

    private sealed class Call(Invocation invocation)
    {
        public Invocation Invocation { get; } = invocation;
        public TaskCompletionSource HandedOver { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource<(byte[] Body, bool Failed, string? Type)> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public long Began { get; set; }
    }

    public DateTimeOffset CredentialsExpire { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset IdleSince { get; set; }

    public bool HasEnded => _exit.Task.IsCompleted || Volatile.Read(ref _ended);

    /// <summary>Whether the instance may take another call.</summary>
    public bool IsReusable => !HasEnded && _initError is null && CredentialsExpire - _host.Time.GetUtcNow() > _spec.Timeout + TimeSpan.FromMinutes(5);

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _exit.Task;

    // 1
    public async Task StartAsync(CancellationToken ct)
    {
        var choice = RuntimeCatalog.Choose(_spec.Runtime, _spec.Handler, _host.RuntimeFolder);
        var sandboxed = _host.Sandbox is not null;
        var temporary = Path.Combine(_folder, "tmp");
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(temporary);
        var socket = Path.Combine(_folder, "s");
        var provided = RuntimeCatalog.IsProvided(_spec.Runtime);
        var credentials = _spec.Credentials is { } ask ? await ask(ct) : null;
        if (credentials is not null) CredentialsExpire = credentials.Expires;
        _api = choice.OverPort ? RuntimeApi.OnPort(this) : RuntimeApi.OnFile(socket, this);
        var runtimeRoot = sandboxed ? Launch.RuntimeRoot : choice.Folder ?? _host.RuntimeFolder;
        var environment = InstanceEnvironment.Build(_spec, choice, _logStream, _api.Authority ?? "", credentials, sandboxed, runtimeRoot, sandboxed ? Launch.Socket : socket, temporary);
        _memory = MemoryGroup.TryCreate($"undercast-{Path.GetFileName(_folder)}", _spec.MemoryMegabytes * 1024L * 1024L);
        var task = sandboxed ? Launch.TaskRoot : _spec.CodeDirectory;
        var command = provided ? Bootstrap(task, sandboxed) : [.. choice.Command.Select(c => c.Replace("{runtime}", runtimeRoot, StringComparison.Ordinal).Replace("{task}", task, StringComparison.Ordinal))];
        var plan = new LaunchPlan
        {
            Command = command,
            Environment = environment,
            Folder = _folder,
            Code = _spec.CodeDirectory,
            Layers = _spec.LayerDirectory,
            Libraries = choice.Interpreter?.Folders ?? [],
            RuntimeFolder = choice.Folder,
            NodeModules = choice.Folder is not null ? _host.NodeModules : null,
            MemoryMegabytes = _spec.MemoryMegabytes,
            Memory = _memory,
            Sandboxed = sandboxed,
        };
        _output.Add(flush: false, $"INIT_START Runtime Version: {choice.Label}\tRuntime Version ARN: arn:{Arn.PartitionOf(_spec.Region)}:lambda:{_spec.Region}::runtime:{_spec.Runtime}\n");
        _started = _host.Time.GetTimestamp();
        _process = await Spawner.StartAsync(Launch.Build(plan, _host.Sandbox));
        var pipe = (AnonymousPipeClientStream)_process.StandardOutput.BaseStream;
        var fd = (int)pipe.SafePipeHandle.DangerousGetHandle();
        _output.Attach(fd);
        _outputEnded = OutputPump.Follow(fd, pipe, _output);
        _ = WatchAsync(_process);
        var first = await Task.WhenAny(_ready.Task, _exit.Task, Task.Delay(InitLimit, _host.Time, ct));
        ct.ThrowIfCancellationRequested();
        if (first != _ready.Task && first != _exit.Task)
            _output.Add(flush: true, string.Create(CultureInfo.InvariantCulture, $"INIT_REPORT Init Duration: {InitLimit.TotalMilliseconds:F2} ms\tPhase: init\tStatus: timeout\n"));
        _init = _host.Time.GetElapsedTime(_started);
    }

    private string[] Bootstrap(string task, bool sandboxed)
    {
        if (File.Exists(Path.Combine(_spec.CodeDirectory, "bootstrap"))) return [$"{task}/bootstrap"];
        if (_spec.LayerDirectory is { } layers && File.Exists(Path.Combine(layers, "bootstrap"))) return [sandboxed ? "/opt/bootstrap" : $"{layers}/bootstrap"];
        // AWS: Runtime.InvalidEntrypoint; the shell's message goes to the log as the reason.
        _initError = FunctionErrors.Document("Runtime.InvalidEntrypoint", "RequestId: {0} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        return ["/bin/false"];
    }

    /// <summary>Runs one call; false when the instance ended before it took the call, which may then go elsewhere.</summary>
    public async Task<InvocationOutcome?> InvokeAsync(Invocation invocation, bool first)
    {
        var call = new Call(invocation);
        if (_output.IsBehind) await _output.DrainAsync();
        if (invocation.WantsLogTail) _output.BeginTail();
        _output.Add(flush: false, $"START RequestId: {invocation.RequestId} Version: {_spec.Version}\n");
        // 2
        TaskCompletionSource<(Invocation, DateTimeOffset)>? waiting;
        lock (_gate)
        {
            if (_ended && !first) return null;
            _call = call;
            waiting = _next;
            _next = null;
        }
        if (waiting is not null) HandOver(call, waiting);
        using var over = new CancellationTokenSource();
        var done = _initError is not null ? _exit.Task : await Task.WhenAny(call.Answer.Task, _exit.Task, Task.Delay(_spec.Timeout, _host.Time, over.Token));
        await over.CancelAsync();
        if (done == _exit.Task && !first && !call.HandedOver.Task.IsCompleted) return null;
        // 3
        var duration = call.Began == 0 ? TimeSpan.Zero : _host.Time.GetElapsedTime(call.Began);
        string? status = null;
        InvocationOutcome outcome;
        if (call.Answer.Task.IsCompletedSuccessfully)
        {
            var (body, failed, type) = call.Answer.Task.Result;
            outcome = new InvocationOutcome { Payload = body, Failed = failed, ContentType = type };
            if (failed && HasEnded) status = "error";
        }
        else if (_initError is { } init)
        {
            outcome = new InvocationOutcome { Payload = init, Failed = true };
            status = "error\tError Type: " + ErrorTypeOf(init);
            End();
        }
        else if (done == _exit.Task)
        {
            await _outputEnded.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // AWS: what a process that ended leaves to its caller.
            outcome = new InvocationOutcome { Payload = FunctionErrors.Document("Runtime.ExitError", $"RequestId: {invocation.RequestId} Error: {FunctionErrors.Exit(_exit.Task.Result)}"), Failed = true };
            status = "error\tError Type: Runtime.ExitError";
        }
        else
        {
            duration = _spec.Timeout;
            var text = string.Create(CultureInfo.InvariantCulture, $"Task timed out after {_spec.Timeout.TotalSeconds:F2} seconds");
            outcome = new InvocationOutcome { Payload = FunctionErrors.Document("Sandbox.Timedout", $"RequestId: {invocation.RequestId} Error: {text}"), Failed = true };
            status = "timeout";
            _output.ReadAvailable();
            _output.Add(flush: false, string.Create(CultureInfo.InvariantCulture, $"{_host.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {invocation.RequestId} {text}\n\n"));
            End();
        }
        lock (_gate)
        {
            if (_call == call) _call = null;
        }
        _output.ReadAvailable();
        if (done == _exit.Task && status is not null && _exit.Task.IsCompleted && _initError is null) _output.Add(flush: false, $"RequestId: {invocation.RequestId} Error: {FunctionErrors.Exit(_exit.Task.Result)}\n");
        _output.Add(flush: true, $"END RequestId: {invocation.RequestId}\n", Report(invocation.RequestId, duration, first ? _init : null, status));
        return outcome with { Duration = duration, InitDuration = first ? _init : null, LogTail = invocation.WantsLogTail ? _output.EndTail() : null, Streamed = outcome.Failed is false && invocation.Stream is not null && outcome.ContentType is not null };
    }

    private string Report(string requestId, TimeSpan duration, TimeSpan? init, string? status)
    {
        // AWS: since August 2025 the init phase is billed for every kind of package.
        var billed = Math.Ceiling(duration.TotalMilliseconds + (init?.TotalMilliseconds ?? 0));
        var memory = Math.Min(_spec.MemoryMegabytes, (int)Math.Ceiling(PeakMemory() / (1024.0 * 1024.0)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"REPORT RequestId: {requestId}\tDuration: {duration.TotalMilliseconds:F2} ms\tBilled Duration: {billed} ms\tMemory Size: {_spec.MemoryMegabytes} MB\tMax Memory Used: {memory} MB\t{(init is { } i ? string.Create(CultureInfo.InvariantCulture, $"Init Duration: {i.TotalMilliseconds:F2} ms\t") : "")}{(status is null ? "" : $"Status: {status}")}\n");
    }

    private long PeakMemory()
    {
        if (_memory?.Peak() is { } peak and > 0) return peak;
        if (!OperatingSystem.IsLinux() || _process is null) return 0;
        long total = 0;
        foreach (var pid in PeerProcesses.TreeOf(_process.Id))
        {
            try
            {
                var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null) total += long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture) * 1024;
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }
        }
        return total;
    }

    private void HandOver(Call call, TaskCompletionSource<(Invocation, DateTimeOffset)> waiting)
    {
        call.Began = _host.Time.GetTimestamp();
        waiting.TrySetResult((call.Invocation, _host.Time.GetUtcNow() + _spec.Timeout));
        call.HandedOver.TrySetResult();
    }

    /// <summary>The bootstrap asks for a call.</summary>
    internal Task<(Invocation, DateTimeOffset)> NextAsync(CancellationToken ct)
    {
        var waiting = new TaskCompletionSource<(Invocation, DateTimeOffset)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Call? call;
        lock (_gate)
        {
            call = _call is { HandedOver.Task.IsCompleted: false } ? _call : null;
            if (call is null) _next = waiting;
        }
        _ready.TrySetResult();
        if (call is not null) HandOver(call, waiting);
        return waiting.Task.WaitAsync(ct);
    }

    /// <summary>The call of that id, while it waits for its answer.</summary>
    internal Invocation? Current(string id)
    {
        lock (_gate) return _call is { } call && call.Invocation.RequestId == id && !call.Answer.Task.IsCompleted ? call.Invocation : null;
    }

    internal void OnAnswer(string id, byte[] body, bool failed, string? contentType = null)
    {
        lock (_gate)
        {
            if (_call is { } call && call.Invocation.RequestId == id) call.Answer.TrySetResult((body, failed, contentType));
        }
    }

    internal void OnFailure(string id, string type, string message) => OnAnswer(id, FunctionErrors.Document(type, message), failed: true);

    internal void OnInitError(byte[] error)
    {
        _initError = error.Length > 0 ? error : FunctionErrors.Document("Runtime.Unknown", "");
        _ready.TrySetResult();
    }

    /// <summary>Whether the other end of a connection is one of the instance's processes.</summary>
    internal bool Owns(IPEndPoint peer) => _process is { } process && PeerProcesses.Holds(process.Id, peer);

    /// <summary>Ends the process; it had no call, or its call is lost.</summary>
    public void End()
    {
        lock (_gate) _ended = true;
        if (_process is null || _exit.Task.IsCompleted) return;
        try
        {
            // Bubblewrap takes all of its sandbox along; without it the tree is walked.
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string ErrorTypeOf(byte[] document)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(document);
            return json.RootElement.TryGetProperty("errorType", out var type) ? type.GetString() ?? "Runtime.Unknown" : "Runtime.Unknown";
        }
        catch (System.Text.Json.JsonException)
        {
            return "Runtime.Unknown";
        }
    }

    private async Task WatchAsync(Process process)
    {
        await process.WaitForExitAsync();
        lock (_gate) _ended = true;
        // Children of the function may hold the pipe open for longer; its own last words are in it now.
        _output.ReadAvailable();
        Dispose();
        _exit.TrySetResult(process.ExitCode);
    }

    public void Dispose()
    {
        _api?.Dispose();
        _memory?.Remove();
        try
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Cleared with everything else when the pool ends or the next one starts.
        }
    }

    /// <summary>Waits until the log has all that was printed.</summary>
    public Task DrainAsync() => _output.DrainAsync();
}

/// <summary>What instances share.</summary>
internal sealed record InstanceHost(string Root, string RuntimeFolder, string? Sandbox, string? NodeModules, ILogWriter? Logs, TimeProvider Time);
