using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Reads queues and streams on behalf of functions. A job for each mapping keeps its poller alive on some node; the poller itself waits outside of the job runner's places.</summary>
internal sealed partial class Pollers(IStore store, FunctionExecution execution, LambdaPorts ports, TimeProvider time, ILogger<Pollers> logger) : IAsyncDisposable
{
    private static readonly JobType<MappingPayload> Type = new("lambda.poll", JsonRecord.Codec(() => LambdaJson.Default.MappingPayload));
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<MappingKey, Running> _running = new();
    private readonly ConcurrentDictionary<MappingKey, string> _results = new();
    private bool _stopped;

    private sealed record Running(MappingRecord Mapping, CancellationTokenSource Stop)
    {
        public Task Loop { get; set; } = Task.CompletedTask;
        public DateTimeOffset Until { get; set; }
    }

    public static string JobId(MappingKey key) => $"lambda.poll/{key.Id}";

    public static string Subject(MappingKey key) => $"lambda.mapping/{key.Id}";

    /// <summary>Has the mapping looked at now: it is new, changed or gone.</summary>
    public static void Schedule(IWriteTransaction tx, MappingKey key, DateTimeOffset now) =>
        tx.Schedule(Type.Create(JobId(key), new MappingPayload(key.Account, key.Region, key.Id)), now);

    public IJobHandler Handler() => JobHandler.For(Type, KeepAsync);

    /// <summary>What came of the last batch.</summary>
    public string LastResult(MappingKey key) => _results.GetValueOrDefault(key, "No records processed");

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        foreach (var running in _running.Values) await StopAsync(running);
    }

    private async ValueTask KeepAsync(MappingPayload payload, JobRun run, CancellationToken ct)
    {
        var key = new MappingKey(payload.Account, payload.Region, payload.Id);
        var mapping = await store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, key), ct);
        if (_running.TryGetValue(key, out var running) && (mapping is null || !mapping.Enabled || mapping.Modified != running.Mapping.Modified))
        {
            _running.TryRemove(key, out _);
            await StopAsync(running);
        }
        if (mapping is not { Enabled: true } || _stopped)
        {
            await store.WriteAsync(run.CompleteAsync, ct);
            return;
        }
        var now = time.GetUtcNow();
        if (!_running.TryGetValue(key, out running))
        {
            running = new Running(mapping, new CancellationTokenSource());
            _running[key] = running;
            running.Loop = LoopAsync(key, running);
        }
        // In a cluster another node may renew next; this one's poller then ends by itself.
        running.Until = now + (3 * Renewal);
        await store.WriteAsync(tx => run.RescheduleAsync(tx, now + Renewal), ct);
    }

    private async Task LoopAsync(MappingKey key, Running running)
    {
        await Task.Yield();
        var pause = FirstPause;
        var ct = running.Stop.Token;
        var mapping = running.Mapping;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var source = Arn.TryParse(mapping.SourceArn, out var arn) ? arn : throw new InvalidOperationException("A stored event source is no ARN.");
                var context = new PollContext(key, mapping, source, store, execution, ports, time, result => _results[key] = result, () => running.Until >= time.GetUtcNow());
                if (source.Service == "sqs") await new QueuePoller(context).RunAsync(ct);
                else await new StreamPoller(context).RunAsync(ct);
                break;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A poller outlives what its source, its role or its function do; the mapping says what went wrong.
            catch (Exception e)
            {
                _results[key] = $"PROBLEM: {(e is AwsException ? e.Message : "internal error")}";
                LogTrouble(logger, mapping.SourceArn, mapping.FunctionName, e);
                await Task.Delay(pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
#pragma warning restore CA1031
        }
        _running.TryRemove(new KeyValuePair<MappingKey, Running>(key, running));
    }

    private static async ValueTask StopAsync(Running running)
    {
        await running.Stop.CancelAsync();
        await running.Loop;
        running.Stop.Dispose();
    }

    [LoggerMessage(1, LogLevel.Warning, "The mapping from {Source} to {Function} pauses.")]
    private static partial void LogTrouble(ILogger logger, string source, string function, Exception e);
}

/// <summary>What a poller works with.</summary>
internal sealed record PollContext(
    MappingKey Key, MappingRecord Mapping, Arn Source, IStore Store, FunctionExecution Execution, LambdaPorts Ports, TimeProvider Time, Action<string> Result, Func<bool> IsWanted)
{
    public FunctionName Function => new(new FunctionKey(Key.Account, Key.Region, Mapping.FunctionName), Mapping.Qualifier);

    /// <summary>Calls an operation of the source in the name of the function's role, and answers its output.</summary>
    public async ValueTask<System.Text.Json.Nodes.JsonObject> CallAsync(Principal role, string api, string operation, System.Text.Json.Nodes.JsonObject input, CancellationToken ct)
    {
        var answer = await Ports.Calls.CallDocumentAsync(role, Source.Region, api, operation, System.Text.Encoding.UTF8.GetBytes(input.ToJsonString()), ct);
        return answer.IsEmpty ? [] : (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(answer.Span)!;
    }

    /// <summary>Runs the function for a batch.</summary>
    public async ValueTask<Functions.InvocationOutcome> InvokeAsync(Target target, System.Text.Json.Nodes.JsonArray records, System.Text.Json.Nodes.JsonObject? more = null, string? traceHeader = null)
    {
        var document = (System.Text.Json.Nodes.JsonObject?)more?.DeepClone() ?? [];
        document["Records"] = records;
        var payload = System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
        return await Execution.RunAsync(target, new Functions.Invocation { RequestId = CallContext.NewRequestId(), InvokedArn = Function.Arn, Payload = payload }, traceHeader, CancellationToken.None);
    }
}
