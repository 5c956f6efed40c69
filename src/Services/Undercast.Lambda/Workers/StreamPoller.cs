using System.Globalization;
using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

// For each shard, one batch after the other:
//   1 read       from behind the checkpoint
//   2 filter     what no filter wants is passed over
//   3 call       again until it succeeds, or retries or age run out; a batch may be halved
//   4 give up    tell the on-failure destination where the lost records are
//   5 mark       the checkpoint, in the mapping's row

/// <summary>Reads a table's stream for a function, each shard in order.</summary>
internal sealed class StreamPoller(PollContext context)
{
    private const string Api = "streams.dynamodb";
    private static readonly TimeSpan EmptyPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShardLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private readonly JsonObject[] _filters = [.. (context.Mapping.Filters ?? []).Select(f => (JsonObject)JsonNode.Parse(f)!)];

    public async Task RunAsync(CancellationToken ct)
    {
        var shards = new Dictionary<string, Task>(StringComparer.Ordinal);
        HashSet<string>? first = null;
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            while (context.IsWanted())
            {
                var target = await context.Execution.ResolveAsync(context.Function, ct);
                var role = await context.Execution.RolePrincipalAsync(target.Key, target.Settings.Role, ct);
                var listed = await ShardsAsync(role, ct);
                // Where nothing was read yet, all shards that are there begin where the mapping says; what follows them later has nothing to skip.
                var fresh = shards.Count == 0 && context.Mapping.Checkpoints is null or { Count: 0 };
                if (fresh) first ??= [.. listed.Select(l => l.Id)];
                foreach (var (id, parent) in listed)
                {
                    // A shard is read once its parent has been read to its end.
                    if (shards.ContainsKey(id) || (parent is not null && listed.Any(l => l.Id == parent) && !(shards.TryGetValue(parent, out var before) && before.IsCompletedSuccessfully))) continue;
                    shards[id] = ShardAsync(id, first?.Contains(id) == true, failing.Token);
                }
                foreach (var task in shards.Values.Where(t => t.IsFaulted)) await task;
                await Task.WhenAny([Task.Delay(ShardLook, context.Time, ct), .. shards.Values.Where(t => !t.IsCompletedSuccessfully)]);
                ct.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await failing.CancelAsync();
            await Task.WhenAll(shards.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<List<(string Id, string? Parent)>> ShardsAsync(Principal role, CancellationToken ct)
    {
        var listed = new List<(string, string?)>();
        string? after = null;
        do
        {
            var input = new JsonObject { ["StreamArn"] = context.Mapping.SourceArn };
            if (after is not null) input["ExclusiveStartShardId"] = after;
            var stream = (JsonObject)(await context.CallAsync(role, Api, "DescribeStream", input, ct))["StreamDescription"]!;
            listed.AddRange((stream["Shards"] as JsonArray ?? []).Select(s => ((string)s!["ShardId"]!, (string?)s["ParentShardId"])));
            after = (string?)stream["LastEvaluatedShardId"];
        }
        while (after is not null);
        return listed;
    }

    private async Task ShardAsync(string shard, bool first, CancellationToken ct)
    {
        await Task.Yield();
        string? iterator = null;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var target = await context.Execution.ResolveAsync(context.Function, ct);
            var role = await context.Execution.RolePrincipalAsync(target.Key, target.Settings.Role, ct);
            iterator ??= await IteratorAsync(role, shard, first, ct);
            // 1
            var page = await context.CallAsync(role, Api, "GetRecords", new JsonObject { ["ShardIterator"] = iterator, ["Limit"] = Math.Min(context.Mapping.BatchSize, 1000) }, ct);
            var records = (page["Records"] as JsonArray ?? []).Select(r => (JsonObject)r!.DeepClone()).ToList();
            if (records.Count > 0)
            {
                foreach (var record in records) record["eventSourceARN"] = context.Mapping.SourceArn;
                // 2
                var wanted = records.Where(r => _filters.Length == 0 || _filters.Any(f => EventPatterns.Matches(f, r))).ToList();
                if (wanted.Count > 0) await BatchAsync(target, role, shard, wanted, 0, ct);
                await MarkAsync(shard, SequenceOf(records[^1]), ct); // 5
            }
            iterator = (string?)page["NextShardIterator"];
            if (iterator is null) return;
            if (records.Count == 0) await Task.Delay(EmptyPause, context.Time, ct);
        }
    }

    private async ValueTask<string> IteratorAsync(Principal role, string shard, bool first, CancellationToken ct)
    {
        var mapping = await context.Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, context.Key), ct) ?? context.Mapping;
        var input = new JsonObject { ["StreamArn"] = context.Mapping.SourceArn, ["ShardId"] = shard };
        if (mapping.Checkpoints?.TryGetValue(shard, out var after) == true)
        {
            input["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER";
            input["SequenceNumber"] = after;
        }
        // A shard that follows one that was read has nothing to skip.
        else input["ShardIteratorType"] = first && mapping.StartingPosition == "LATEST" ? "LATEST" : "TRIM_HORIZON";
        return (string)(await context.CallAsync(role, Api, "GetShardIterator", input, ct))["ShardIterator"]!;
    }

    // 3
    private async ValueTask BatchAsync(Target target, Principal role, string shard, List<JsonObject> records, int attempts, CancellationToken ct)
    {
        var pause = FirstPause;
        while (records.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            var age = context.Mapping.MaximumAge;
            if (age > 0 && attempts > 0 && context.Time.GetUtcNow() - CreatedOf(records[0]) > TimeSpan.FromSeconds(age))
            {
                await GiveUpAsync(target, role, shard, records, "RecordAgeExceeded", attempts);
                return;
            }
            Functions.InvocationOutcome outcome;
            try
            {
                outcome = await context.InvokeAsync(target, new JsonArray([.. records.Select(r => r.DeepClone())]));
            }
            catch (TooManyRequestsException)
            {
                // AWS: throttling is no attempt.
                await Task.Delay(pause, context.Time, ct);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
                continue;
            }
            var failed = BatchAnswers.Failures(outcome, context.Mapping.ReportsItems, records.Select(SequenceOf).ToHashSet(StringComparer.Ordinal));
            context.Result(failed is { Count: 0 } ? "OK" : "PROBLEM: Function call failed");
            if (failed is { Count: 0 }) return;
            attempts++;
            if (failed is not null)
            {
                // AWS: everything before the first failed item is done.
                var from = records.FindIndex(r => failed.Contains(SequenceOf(r)));
                if (from > 0) await MarkAsync(shard, SequenceOf(records[from - 1]), ct);
                records = records[from..];
            }
            if (context.Mapping.MaximumRetries >= 0 && attempts > context.Mapping.MaximumRetries)
            {
                await GiveUpAsync(target, role, shard, records, "RetryAttemptsExhausted", attempts);
                return;
            }
            if (context.Mapping.Bisects && failed is null && records.Count > 1)
            {
                // AWS: halving does not count as a retry.
                var half = records.Count / 2;
                await BatchAsync(target, role, shard, records[..half], attempts - 1, ct);
                await MarkAsync(shard, SequenceOf(records[half - 1]), ct);
                records = records[half..];
                attempts--;
                continue;
            }
            await Task.Delay(pause, context.Time, ct);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            target = await context.Execution.ResolveAsync(context.Function, ct);
        }
    }

    // 4
    private async ValueTask GiveUpAsync(Target target, Principal role, string shard, List<JsonObject> records, string condition, int attempts)
    {
        if (context.Mapping.OnFailure is not { Length: > 0 } destination) return;
        string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var record = new JsonObject
        {
            ["requestContext"] = new JsonObject { ["requestId"] = CallContext.NewRequestId(), ["functionArn"] = FunctionName.ArnOf(target.Key), ["condition"] = condition, ["approximateInvokeCount"] = attempts },
            ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = target.Version, ["functionError"] = "Unhandled" },
            ["version"] = "1.0",
            ["timestamp"] = Time(context.Time.GetUtcNow()),
            ["DDBStreamBatchInfo"] = new JsonObject
            {
                ["shardId"] = shard, ["startSequenceNumber"] = SequenceOf(records[0]), ["endSequenceNumber"] = SequenceOf(records[^1]), ["approximateArrivalOfFirstRecord"] = Time(CreatedOf(records[0])),
                ["approximateArrivalOfLastRecord"] = Time(CreatedOf(records[^1])), ["batchSize"] = records.Count, ["streamArn"] = context.Mapping.SourceArn,
            },
        };
        await Deliveries.SendAsync(context.Ports.Calls, role, destination, record.ToJsonString(), null);
    }

    private async ValueTask MarkAsync(string shard, string sequence, CancellationToken ct) => await context.Store.WriteAsync(
        async ValueTask (tx) =>
        {
            // Modified stays: the poller goes on.
            if (await LambdaTables.Mappings.GetAsync(tx, context.Key) is not { } mapping) return;
            LambdaTables.Mappings.Put(tx, context.Key, mapping with { Checkpoints = new Dictionary<string, string>(mapping.Checkpoints ?? new Dictionary<string, string>()) { [shard] = sequence } });
        },
        ct);

    private static string SequenceOf(JsonObject record) => (string)record["dynamodb"]!["SequenceNumber"]!;

    private static DateTimeOffset CreatedOf(JsonObject record) =>
        record["dynamodb"]?["ApproximateCreationDateTime"] is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds.GetValue<double>() * 1000)) : DateTimeOffset.UnixEpoch;
}
