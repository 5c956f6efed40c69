using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>What a record of a stream says of itself.</summary>
internal static class StreamRecords
{
    public static string SequenceOf(JsonObject record) => (string)record["dynamodb"]!["SequenceNumber"]!;

    public static DateTimeOffset CreatedOf(JsonObject record) =>
        record["dynamodb"]?["ApproximateCreationDateTime"] is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds.GetValue<double>() * 1000)) : DateTimeOffset.UnixEpoch;

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>Calls the function for batches of one shard until each is done with or given up.</summary>
/// <param name="context">The mapping.</param>
/// <param name="shard">The shard.</param>
/// <param name="mark">Keeps how far it is, where part of a batch is done.</param>
internal sealed class StreamBatches(PollContext context, string shard, Func<string, ValueTask> mark)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>Runs a batch; answers what the function answered last, or null when it was given up.</summary>
    /// <param name="target">The function.</param>
    /// <param name="role">Its role.</param>
    /// <param name="records">The batch.</param>
    /// <param name="more">Members of the event beside the records.</param>
    /// <param name="ct">Ends the poller.</param>
    /// <param name="attempts">Attempts so far.</param>
    public async ValueTask<ReadOnlyMemory<byte>?> RunAsync(Target target, Principal role, List<JsonObject> records, JsonObject? more, CancellationToken ct, int attempts = 0)
    {
        var mapping = context.Mapping;
        var pause = FirstPause;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (mapping.MaximumAge > 0 && attempts > 0 && records.Count > 0 && context.Time.GetUtcNow() - StreamRecords.CreatedOf(records[0]) > TimeSpan.FromSeconds(mapping.MaximumAge))
            {
                await GiveUpAsync(target, role, records, "RecordAgeExceeded", attempts);
                return null;
            }
            Functions.InvocationOutcome outcome;
            try
            {
                outcome = await context.InvokeAsync(target, new JsonArray([.. records.Select(r => r.DeepClone())]), more);
            }
            catch (TooManyRequestsException)
            {
                // AWS: throttling is no attempt.
                await Task.Delay(pause, context.Time, ct);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
                continue;
            }
            var failed = BatchAnswers.Failures(outcome, mapping.ReportsItems, records.Select(StreamRecords.SequenceOf).ToHashSet(StringComparer.Ordinal));
            context.Result(failed is { Count: 0 } ? "OK" : "PROBLEM: Function call failed");
            if (failed is { Count: 0 }) return outcome.Payload;
            attempts++;
            if (failed is not null)
            {
                // AWS: everything before the first failed item is done.
                var from = records.FindIndex(r => failed.Contains(StreamRecords.SequenceOf(r)));
                if (from > 0) await mark(StreamRecords.SequenceOf(records[from - 1]));
                records = records[from..];
            }
            if (mapping.Bisects && failed is null && records.Count > 1)
            {
                // AWS: halving does not count as a retry.
                var half = records.Count / 2;
                await RunAsync(target, role, records[..half], more, ct, attempts - 1);
                await mark(StreamRecords.SequenceOf(records[half - 1]));
                records = records[half..];
                attempts--;
                continue;
            }
            if (mapping.MaximumRetries >= 0 && attempts > mapping.MaximumRetries)
            {
                await GiveUpAsync(target, role, records, "RetryAttemptsExhausted", attempts);
                return null;
            }
            await Task.Delay(pause, context.Time, ct);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            target = await context.Execution.ResolveAsync(context.Function, ct);
        }
    }

    private async ValueTask GiveUpAsync(Target target, Principal role, List<JsonObject> records, string condition, int attempts)
    {
        if (context.Mapping.OnFailure is not { Length: > 0 } destination || records.Count == 0) return;
        var (first, last) = (records[0], records[^1]);
        var record = new JsonObject
        {
            ["requestContext"] = new JsonObject { ["requestId"] = CallContext.NewRequestId(), ["functionArn"] = FunctionName.ArnOf(target.Key), ["condition"] = condition, ["approximateInvokeCount"] = attempts },
            ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = target.Version, ["functionError"] = "Unhandled" },
            ["version"] = "1.0",
            ["timestamp"] = StreamRecords.Time(context.Time.GetUtcNow()),
            ["DDBStreamBatchInfo"] = new JsonObject
            {
                ["shardId"] = shard, ["startSequenceNumber"] = StreamRecords.SequenceOf(first), ["endSequenceNumber"] = StreamRecords.SequenceOf(last),
                ["approximateArrivalOfFirstRecord"] = StreamRecords.Time(StreamRecords.CreatedOf(first)), ["approximateArrivalOfLastRecord"] = StreamRecords.Time(StreamRecords.CreatedOf(last)),
                ["batchSize"] = records.Count, ["streamArn"] = context.Mapping.SourceArn,
            },
        };
        await Deliveries.SendAsync(context.Ports.Calls, role, destination, record.ToJsonString(), null);
    }
}

/// <summary>The tumbling window of one shard: records fall into spans of time, and the function carries a state from call to call until a span is over.</summary>
/// <param name="context">The mapping.</param>
/// <param name="shard">The shard.</param>
/// <param name="batches">How the function is called.</param>
/// <param name="stored">The window that was open when the poller stopped.</param>
internal sealed class StreamWindow(PollContext context, string shard, StreamBatches batches, WindowRecord? stored)
{
    // AWS: 1 MB of state; a window that gathers more ends early.
    private const int MostState = 1024 * 1024;
    private readonly TimeSpan _length = TimeSpan.FromSeconds(context.Mapping.Tumbling);

    /// <summary>What is to be kept: the open window, or null.</summary>
    public WindowRecord? State { get; private set; } = stored;

    public async ValueTask TakeAsync(Target target, Principal role, List<JsonObject> records, CancellationToken ct)
    {
        var at = 0;
        while (at < records.Count)
        {
            var start = StartOf(StreamRecords.CreatedOf(records[at]));
            var end = at;
            while (end < records.Count && StartOf(StreamRecords.CreatedOf(records[end])) == start) end++;
            if (State is { } open && open.Start != start) await EndAsync(target, role, ct);
            State ??= new WindowRecord(start, "{}");
            await CallAsync(target, role, records[at..end], isFinal: false, ct);
            if (State.State.Length > MostState) await EndAsync(target, role, ct, early: true);
            at = end;
        }
    }

    /// <summary>Ends the window when its time is over; true when there was one.</summary>
    public async ValueTask<bool> EndIfOverAsync(Target target, Principal role, CancellationToken ct) =>
        State is { } open && context.Time.GetUtcNow() >= open.Start + _length && await EndAsync(target, role, ct);

    /// <summary>Calls the function a last time for the open window; true when there was one.</summary>
    public async ValueTask<bool> EndAsync(Target target, Principal role, CancellationToken ct, bool early = false)
    {
        if (State is null) return false;
        await CallAsync(target, role, [], isFinal: true, ct, early);
        State = null;
        return true;
    }

    private DateTimeOffset StartOf(DateTimeOffset at) => new(at.UtcTicks / _length.Ticks * _length.Ticks, TimeSpan.Zero);

    // AWS: the event of a window (Lambda, aggregation with tumbling windows).
    private async ValueTask CallAsync(Target target, Principal role, List<JsonObject> records, bool isFinal, CancellationToken ct, bool early = false)
    {
        var (start, state) = (State!.Start, State.State);
        var more = new JsonObject
        {
            ["window"] = new JsonObject { ["start"] = Text(start), ["end"] = Text(start + _length) },
            ["state"] = JsonNode.Parse(state), ["shardId"] = shard, ["eventSourceARN"] = context.Mapping.SourceArn, ["isFinalInvokeForWindow"] = isFinal, ["isWindowTerminatedEarly"] = early,
        };
        if (await batches.RunAsync(target, role, records, more, ct) is { } answer) State = new WindowRecord(start, StateIn(answer) ?? state);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? StateIn(ReadOnlyMemory<byte> answer)
    {
        try
        {
            return (JsonNode.Parse(answer.Span) as JsonObject)?["state"]?.ToJsonString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
