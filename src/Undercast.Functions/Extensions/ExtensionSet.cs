using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Functions;

// Extensions of an instance:
//   1 start      those of layers are processes that are started first; the runtime waits behind a gate until all have registered
//   2 register   each says which events it wants; its first "next" ends its start
//   3 events     an INVOKE for each call; the instance is idle when the runtime and all of them have asked for the next
//   4 shutdown   the runtime is asked to end, then one SHUTDOWN; two seconds in all

/// <summary>The extensions of one instance.</summary>
internal sealed class ExtensionSet(FunctionSpec spec, PlatformLog log, InstanceOutput output, TimeProvider time, Action<byte[]> onInitError)
{
    // AWS: ten (Lambda quotas).
    private const int MostExtensions = 10;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Extension> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _external = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _idle;
    private Action? _openGate;

    private sealed class Extension(string name, string[] events)
    {
        public string Name => name;
        public string[] Events => events;
        public bool IsReady { get; set; }
        public TaskCompletionSource<byte[]>? Waiting { get; set; }
        public Queue<byte[]> Pending { get; } = new();
        public bool IsIdle => Waiting is not null && Pending.Count == 0;
    }

    /// <summary>Completes when all that were started have asked for their first event; at once where there are none.</summary>
    public Task Ready => _openGate is null ? Task.CompletedTask : _ready.Task;

    public bool AreIdle
    {
        get
        {
            lock (_gate) return _byId.Count == 0 || _byId.Values.All(e => e.IsIdle);
        }
    }

    /// <summary>Names the extensions that layers bring; the runtime's gate opens when they have registered.</summary>
    public void Await(string folder, Action openGate)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if ((File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.OtherExecute)) != 0) _external.Add(Path.GetFileName(file));
        }
        _expected.UnionWith(_external);
        _openGate = openGate;
        if (_expected.Count > 0) return;
        openGate();
        _ready.TrySetResult();
    }

    /// <summary>Whether any extension has registered, and whether layers brought some.</summary>
    public bool Any
    {
        get
        {
            lock (_gate) return _byId.Count > 0;
        }
    }

    public bool AnyExternal => _external.Count > 0;

    /// <summary>Registers an extension: its identifier, or why not.</summary>
    // AWS: types and texts of the Runtime Interface Emulator.
    public (string? Id, string ErrorType, string Message) Register(string name, string[] events)
    {
        var isExternal = _external.Contains(name);
        foreach (var e in events)
        {
            if (e is not ("INVOKE" or "SHUTDOWN")) return (null, "Extension.InvalidEventType", $"{e}: ErrorInvalidEventType");
            if (e == "SHUTDOWN" && !isExternal) return (null, "Extension.InvalidEventType", $"{e}: ShutdownEventNotSupportedForInternalExtension");
        }
        var id = Ids.NewGuid().ToString();
        bool complete;
        lock (_gate)
        {
            if (_byId.Values.FirstOrDefault(e => e.Name == name) is { } same)
            {
                return (null, "Extension.InvalidExtensionState", isExternal
                    ? $"State transition from {(same.IsReady ? "Ready" : "Registered")} to Registered failed for extension {name}. Error: State transition is not allowed"
                    : "Extension with this name already registered");
            }
            if (_byId.Count >= MostExtensions) return (null, "Extension.TooManyExtensions", $"Extension limit ({MostExtensions}) reached");
            _byId[id] = new Extension(name, events);
            complete = _expected.Remove(name) && _expected.Count == 0;
        }
        if (complete) _openGate?.Invoke();
        return (id, "", "");
    }

    /// <summary>The next event of an extension; null for an identifier that is not known.</summary>
    public Task<byte[]>? NextAsync(string id)
    {
        Task<byte[]> next;
        TaskCompletionSource? idle = null;
        bool first, ready;
        Extension extension;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out extension!)) return null;
            first = !extension.IsReady;
            extension.IsReady = true;
            if (extension.Pending.TryDequeue(out var pending)) next = Task.FromResult(pending);
            else
            {
                extension.Waiting = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
                next = extension.Waiting.Task;
            }
            ready = _expected.Count == 0 && _byId.Values.All(e => e.IsReady);
            if (_byId.Values.All(e => e.IsIdle)) (idle, _idle) = (_idle, null);
        }
        if (first) log.Extension(extension.Name, extension.Events);
        if (ready) _ready.TrySetResult();
        idle?.TrySetResult();
        return next;
    }

    /// <summary>An extension says that it cannot go on; false for an identifier that is not known.</summary>
    public bool Fail(string id, string errorType, bool init)
    {
        Extension? extension;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out extension)) return false;
        }
        log.Extension(extension.Name, extension.Events, errorType);
        // AWS: the code tells the phase, the message the extension's own reason.
        if (init) onInitError(FunctionErrors.Document("Extension.InitError", $"{extension.Name}: {errorType}"));
        return true;
    }

    /// <summary>Tells of a call.</summary>
    public void Invoke(Invocation call, DateTimeOffset deadline)
    {
        if (_byId.Count == 0) return;
        Send("INVOKE", new JsonObject
        {
            ["eventType"] = "INVOKE", ["deadlineMs"] = deadline.ToUnixTimeMilliseconds(), ["requestId"] = call.RequestId, ["invokedFunctionArn"] = call.InvokedArn,
            ["tracing"] = new JsonObject { ["type"] = "X-Amzn-Trace-Id", ["value"] = call.TraceId },
        });
    }

    /// <summary>Tells of the end; false when nobody wants to hear.</summary>
    public bool Shutdown(string reason, DateTimeOffset deadline) =>
        Send("SHUTDOWN", new JsonObject { ["eventType"] = "SHUTDOWN", ["shutdownReason"] = reason, ["deadlineMs"] = deadline.ToUnixTimeMilliseconds() });

    /// <summary>Completes when every extension has asked for its next event, within the function's time limit.</summary>
    public async ValueTask IdleAsync()
    {
        TaskCompletionSource idle;
        lock (_gate)
        {
            if (_byId.Count == 0 || _byId.Values.All(e => e.IsIdle)) return;
            idle = _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        await idle.Task.WaitAsync(spec.Timeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The process has ended, or will not start: nobody need wait.</summary>
    public void GiveUp()
    {
        _ready.TrySetResult();
        lock (_gate) _idle?.TrySetResult();
        output.Telemetry?.Stop();
    }

    /// <summary>Subscribes an extension to telemetry; false for an identifier that is not known.</summary>
    public bool Subscribe(string id, TelemetrySettings settings)
    {
        string name;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var extension)) return false;
            name = extension.Name;
        }
        (output.Telemetry ??= new Telemetry(time)).Add(settings);
        log.Subscribed(name, settings.Types);
        return true;
    }

    /// <summary>What an extension learns when it registers.</summary>
    public JsonObject Description(bool account)
    {
        var about = new JsonObject { ["functionName"] = spec.Name, ["functionVersion"] = spec.Version, ["handler"] = spec.Handler };
        if (account) about["accountId"] = spec.Account;
        return about;
    }

    private bool Send(string kind, JsonObject document)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
        List<TaskCompletionSource<byte[]>> woken = [];
        var any = false;
        lock (_gate)
        {
            foreach (var extension in _byId.Values.Where(e => e.Events.Contains(kind)))
            {
                any = true;
                if (extension.Waiting is { } waiting)
                {
                    extension.Waiting = null;
                    woken.Add(waiting);
                }
                else extension.Pending.Enqueue(bytes);
            }
        }
        foreach (var waiting in woken) waiting.TrySetResult(bytes);
        return any;
    }
}
