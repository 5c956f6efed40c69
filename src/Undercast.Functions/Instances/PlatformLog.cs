using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Functions;

/// <summary>What the platform says of an instance's life: lines of the log, as text or JSON, and events for subscribers of telemetry.</summary>
internal sealed class PlatformLog(FunctionSpec spec, InstanceOutput output, TimeProvider time)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Initialization => spec.IsProvisioned ? "provisioned-concurrency" : "on-demand";

    // AWS: of a function with logs in JSON, these stand in the log at the level INFO; the rest is telemetry only.
    private bool IsWatched => spec.LogsJson || output.Telemetry is not null;

    public void InitStart(string label)
    {
        var arn = $"arn:{Arn.PartitionOf(spec.Region)}:lambda:{spec.Region}::runtime:{spec.Runtime}";
        Say(false, $"INIT_START Runtime Version: {label}\tRuntime Version ARN: {arn}\n");
        if (IsWatched)
        {
            Event("platform.initStart", new JsonObject
            {
                ["initializationType"] = Initialization, ["phase"] = "init", ["runtimeVersion"] = label, ["runtimeVersionArn"] = arn, ["functionName"] = spec.Name, ["functionVersion"] = spec.Version,
            });
        }
    }

    public void InitDone(TimeSpan duration, bool timedOut)
    {
        if (timedOut) Say(true, string.Create(CultureInfo.InvariantCulture, $"INIT_REPORT Init Duration: {duration.TotalMilliseconds:F2} ms\tPhase: init\tStatus: timeout\n"));
        if (output.Telemetry is null) return;
        Event("platform.initRuntimeDone", new JsonObject { ["initializationType"] = Initialization, ["phase"] = "init", ["status"] = timedOut ? "timeout" : "success" }, logged: false);
        Event("platform.initReport", new JsonObject { ["initializationType"] = Initialization, ["phase"] = "init", ["metrics"] = new JsonObject { ["durationMs"] = Ms(duration) } }, logged: false);
    }

    public void Start(string requestId)
    {
        if (!spec.LogsJson) output.Add(flush: false, $"START RequestId: {requestId} Version: {spec.Version}\n");
        if (IsWatched) Event("platform.start", new JsonObject { ["requestId"] = requestId, ["version"] = spec.Version });
    }

    /// <summary>Something that only logs in text have a line for.</summary>
    public void Say(bool flush, string line)
    {
        if (!spec.LogsJson) output.Add(flush, line);
    }

    public void RuntimeDone(string requestId, string status, TimeSpan duration, int bytes)
    {
        if (output.Telemetry is null) return;
        Event("platform.runtimeDone", new JsonObject { ["requestId"] = requestId, ["status"] = status, ["metrics"] = new JsonObject { ["durationMs"] = Ms(duration), ["producedBytes"] = bytes } }, logged: false);
    }

    /// <param name="requestId">The call.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="init">How long the start took, for the first call.</param>
    /// <param name="peak">The most memory, in bytes.</param>
    /// <param name="status">What went wrong: <c>timeout</c> or <c>error</c>; null for a success.</param>
    /// <param name="errorType">Of an error of the runtime.</param>
    public void Report(string requestId, TimeSpan duration, TimeSpan? init, long peak, string? status, string? errorType)
    {
        // AWS: since August 2025 the init phase is billed for every kind of package.
        var billed = Math.Ceiling(duration.TotalMilliseconds + (init?.TotalMilliseconds ?? 0));
        var memory = Math.Min(spec.MemoryMegabytes, (int)Math.Ceiling(peak / (1024.0 * 1024.0)));
        if (!spec.LogsJson)
        {
            var text = new StringBuilder(192).Append(CultureInfo.InvariantCulture, $"REPORT RequestId: {requestId}\tDuration: {duration.TotalMilliseconds:F2} ms\tBilled Duration: {billed} ms\tMemory Size: {spec.MemoryMegabytes} MB\tMax Memory Used: {memory} MB\t");
            if (init is { } i) text.Append(CultureInfo.InvariantCulture, $"Init Duration: {i.TotalMilliseconds:F2} ms\t");
            if (status is not null) text.Append("Status: ").Append(status);
            if (errorType is not null) text.Append("\tError Type: ").Append(errorType);
            output.Add(flush: true, $"END RequestId: {requestId}\n", text.Append('\n').ToString());
        }
        if (!IsWatched) return;
        var metrics = new JsonObject { ["durationMs"] = Ms(duration), ["billedDurationMs"] = billed, ["memorySizeMB"] = spec.MemoryMegabytes, ["maxMemoryUsedMB"] = memory };
        if (init is { } start) metrics["initDurationMs"] = Ms(start);
        var record = new JsonObject { ["requestId"] = requestId, ["metrics"] = metrics, ["status"] = status ?? "success" };
        if (errorType is not null) record["errorType"] = errorType;
        Event("platform.report", record, flush: true);
    }

    public void Extension(string name, IEnumerable<string> events, string? errorType = null)
    {
        Say(false, $"EXTENSION\tName: {name}\tState: {(errorType is null ? "Ready" : "Exited")}\tEvents: [{string.Join(", ", events)}]{(errorType is null ? "" : $"\tError Type: {errorType}")}\n");
        if (IsWatched) Event("platform.extension", new JsonObject { ["name"] = name, ["state"] = errorType is null ? "Ready" : "Exited", ["events"] = new JsonArray([.. events.Select(e => (JsonNode)e)]) });
    }

    public void Subscribed(string name, IReadOnlyList<string> types)
    {
        Say(false, $"TELEMETRY\tName: {name}\tState: Subscribed\tTypes: [{string.Join(", ", types)}]\n");
        Event("platform.telemetrySubscription", new JsonObject { ["name"] = name, ["state"] = "Subscribed", ["types"] = new JsonArray([.. types.Select(t => (JsonNode)t)]) });
    }

    private static double Ms(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    private void Event(string type, JsonObject record, bool logged = true, bool flush = false)
    {
        var entry = new JsonObject { ["time"] = TimeOf(time.GetUtcNow()), ["type"] = type, ["record"] = record }.ToJsonString(Plain);
        if (spec.LogsJson && logged) output.Add(flush, entry + "\n");
        output.Telemetry?.Publish("platform", entry);
    }

    public static string TimeOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
