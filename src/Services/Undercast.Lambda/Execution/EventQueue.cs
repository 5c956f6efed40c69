using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

// A queued event:
//   1 queue     a job in the caller's transaction; the answer 202 is sent after its commit
//   2 take      the job moves itself beyond the call's time limit, and the call begins; a server that dies in between leaves the job to another
//   3 call
//   4 settle    done and told (destination), or again later, or given up (destination, dead-letter queue), in one transaction with the job

/// <summary>Events that functions are called for without anyone waiting.</summary>
internal sealed partial class EventQueue(IStore store, FunctionExecution execution, LambdaPorts ports, TimeProvider time, ILogger<EventQueue> logger)
{
    public static readonly JobType<QueuedEvent> Type = new("lambda.event", JsonRecord.Codec(() => LambdaJson.Default.QueuedEvent));

    // AWS: two more attempts after one and two minutes; six hours at most; throttled events come back after a second, then slower, up to five minutes.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private const int DefaultRetries = 2;
    private const int DefaultAge = 21_600;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    public IJobHandler Handler() => JobHandler.For(Type, TakeAsync);

    private static string Id(string requestId) => $"lambda.event/{requestId}";

    // 1
    public ValueTask QueueAsync(FunctionName name, ReadOnlyMemory<byte> payload, string? clientContext, string requestId, string? traceHeader, DateTimeOffset now, CancellationToken ct)
    {
        var queued = new QueuedEvent
        {
            Account = name.Key.Account,
            Region = name.Key.Region,
            Name = name.Key.Name,
            Qualifier = name.Qualifier,
            RequestId = requestId,
            InvokedArn = name.Arn,
            Payload = payload.ToArray(),
            Queued = now,
            ClientContext = clientContext,
            TraceHeader = traceHeader,
        };
        var job = Type.Create(Id(requestId), queued);
        return store.WriteAsync(tx => tx.Schedule(job, now), ct);
    }

    // 2
    private async ValueTask TakeAsync(QueuedEvent queued, JobRun run, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var key = new FunctionKey(queued.Account, queued.Region, queued.Name);
        Target target;
        try
        {
            target = await execution.ResolveAsync(new FunctionName(key, queued.Qualifier), ct);
        }
        catch (ResourceNotFoundException)
        {
            // Deleted meanwhile: its events go with it.
            await store.WriteAsync(run.CompleteAsync, ct);
            return;
        }
        if (_running.ContainsKey(queued.RequestId))
        {
            await store.WriteAsync(tx => run.RescheduleAsync(tx, now + Grace), ct);
            return;
        }
        await store.WriteAsync(tx => run.RescheduleAsync(tx, now + TimeSpan.FromSeconds(target.Settings.Timeout) + Grace), ct);
        // The runner's place is free again at once: functions may run for minutes, and other work must not wait for them.
        _running[queued.RequestId] = CallAsync(target, queued);
    }

    // 3
    private async Task CallAsync(Target target, QueuedEvent queued)
    {
        await Task.Yield();
        try
        {
            var config = target.Function.EventInvokes.GetValueOrDefault(queued.Qualifier ?? FunctionName.Latest);
            var age = TimeSpan.FromSeconds(config?.MaximumEventAgeInSeconds ?? DefaultAge);
            InvocationOutcome? outcome = null;
            var loops = FunctionExecution.IsLoop(target, queued.TraceHeader);
            if (!loops && time.GetUtcNow() - queued.Queued <= age)
            {
                try
                {
                    var invocation = new Invocation
                    {
                        RequestId = queued.RequestId, InvokedArn = queued.InvokedArn, Payload = queued.Payload, ClientContext = queued.ClientContext,
                    };
                    outcome = await execution.RunAsync(target, invocation, queued.TraceHeader, CancellationToken.None);
                }
                catch (AwsException e)
                {
                    await DeferAsync(queued, e.Message);
                    return;
                }
            }
            await SettleAsync(target, config, queued with { Calls = queued.Calls + (outcome is null ? 0 : 1) }, outcome, loops);
        }
#pragma warning disable CA1031 // The job stays and comes back; nothing is lost, and there is nobody to throw to.
        catch (Exception e)
        {
            LogUnsettled(logger, queued.InvokedArn, queued.RequestId, e);
        }
#pragma warning restore CA1031
        finally
        {
            _running.TryRemove(queued.RequestId, out _);
        }
    }

    // 4
    private async ValueTask SettleAsync(Target target, EventInvokeRecord? config, QueuedEvent queued, InvocationOutcome? outcome, bool loops)
    {
        var now = time.GetUtcNow();
        var retries = config?.MaximumRetryAttempts ?? DefaultRetries;
        if (outcome is { Failed: true } && queued.Calls <= retries)
        {
            var again = Type.Create(Id(queued.RequestId), queued);
            await store.WriteAsync(tx => tx.Schedule(again, now + Pauses[Math.Min(queued.Calls, Pauses.Length) - 1]));
            return;
        }
        var condition = loops ? "RecursiveInvocation" : outcome is null ? "EventAgeExceeded" : outcome.Failed ? "RetriesExhausted" : "Success";
        if ((condition == "Success" ? config?.OnSuccess : config?.OnFailure) is { Length: > 0 } destination)
            await SendAsync(target, destination, queued, Record(target, queued, outcome, condition));
        if (condition != "Success" && target.Settings.DeadLetterArn is { Length: > 0 } letter) await SendLetterAsync(target, letter, queued, outcome, loops);
        await store.WriteAsync(tx => tx.Unschedule(Id(queued.RequestId)));
    }

    private async ValueTask DeferAsync(QueuedEvent queued, string reason)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, queued.Deferrals), LongestPause.TotalSeconds));
        LogDeferred(logger, queued.InvokedArn, queued.RequestId, reason);
        var again = Type.Create(Id(queued.RequestId), queued with { Deferrals = queued.Deferrals + 1 });
        await store.WriteAsync(tx => tx.Schedule(again, time.GetUtcNow() + pause));
    }

    // AWS: the document that a destination gets (Lambda, Capturing records of asynchronous invocations).
    private JsonObject Record(Target target, QueuedEvent queued, InvocationOutcome? outcome, string condition)
    {
        var record = new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = queued.RequestId, ["functionArn"] = FunctionName.ArnOf(target.Key, queued.Qualifier ?? FunctionName.Latest), ["condition"] = condition, ["approximateInvokeCount"] = queued.Calls,
            },
            ["requestPayload"] = JsonNode.Parse(queued.Payload),
        };
        if (outcome is null) return record;
        var response = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = target.Version };
        if (outcome.Failed) response["functionError"] = "Unhandled";
        record["responseContext"] = response;
        record["responsePayload"] = Parse(outcome.Payload);
        return record;
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonNode.Parse(payload.Span);
        }
        catch (System.Text.Json.JsonException)
        {
            return System.Text.Encoding.UTF8.GetString(payload.Span);
        }
    }

    private async ValueTask SendAsync(Target target, string destination, QueuedEvent queued, JsonObject record)
    {
        var role = await execution.RolePrincipalAsync(target.Key, target.Settings.Role, CancellationToken.None);
        await Deliveries.SendAsync(ports.Calls, role, destination, record.ToJsonString(), null, HeaderOf(target, queued));
    }

    private async ValueTask SendLetterAsync(Target target, string letter, QueuedEvent queued, InvocationOutcome? outcome, bool loops)
    {
        var role = await execution.RolePrincipalAsync(target.Key, target.Settings.Role, CancellationToken.None);
        // AWS: three attributes tell why (Lambda, dead-letter queues).
        JsonObject Attribute(string type, string value) => new() { ["DataType"] = type, ["StringValue"] = value };
        var message = loops ? "The function was called in a circle" : outcome is null ? "Event age exceeded" : (Parse(outcome.Payload) as JsonObject)?["errorMessage"]?.ToString() ?? "Unknown";
        var attributes = new JsonObject
        {
            ["RequestID"] = Attribute("String", queued.RequestId), ["ErrorCode"] = Attribute("Number", "200"), ["ErrorMessage"] = Attribute("String", message.Length > 1024 ? message[..1024] : message.Length == 0 ? "Unknown" : message),
        };
        await Deliveries.SendAsync(ports.Calls, role, letter, System.Text.Encoding.UTF8.GetString(queued.Payload), attributes, HeaderOf(target, queued));
    }

    /// <summary>What is sent on belongs to the chain of the call.</summary>
    private string HeaderOf(Target target, QueuedEvent queued) => TraceHeader.Next(queued.TraceHeader, target.Key, time.GetUtcNow());

    [LoggerMessage(1, LogLevel.Warning, "The event {RequestId} of {Function} could not be settled and comes back.")]
    private static partial void LogUnsettled(ILogger logger, string function, string requestId, Exception e);

    [LoggerMessage(2, LogLevel.Information, "The event {RequestId} of {Function} waits: {Reason}")]
    private static partial void LogDeferred(ILogger logger, string function, string requestId, string reason);
}
