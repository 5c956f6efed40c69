using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

// For each shard, one page after the other:
//   1 read       from behind the checkpoint; within a batching window until a batch is full
//   2 filter     what no filter wants is passed over
//   3 share      into lanes by item, where batches of a shard may run in parallel; or by tumbling window
//   4 call       again until it succeeds, or retries or age run out; a batch may be halved
//   5 give up    tell the on-failure destination where the lost records are
//   6 mark       the checkpoint, in the mapping's row

/// <summary>Reads a table's stream for a function, each shard in order.</summary>
internal sealed class StreamPoller(PollContext context)
{
    private const string Api = "streams.dynamodb";
    // AWS: a read of a stream has at most a thousand records.
    private const int MostRead = 1000;
    // An empty shard is looked at again soon after it had something, then less and less often: what comes waits for about a sixth of the time since the last.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShardLook = TimeSpan.FromSeconds(5);
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
        var pause = LongestPause;
        var batches = new StreamBatches(context, shard, sequence => context.Mapping.Tumbling > 0 ? default : MarkAsync(shard, sequence, ct));
        var window = context.Mapping.Tumbling > 0 ? new StreamWindow(context, shard, batches, await StoredAsync(shard, ct)) : null;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var target = await context.Execution.ResolveAsync(context.Function, ct);
            var role = await context.Execution.RolePrincipalAsync(target.Key, target.Settings.Role, ct);
            iterator ??= await IteratorAsync(role, shard, first, ct);
            // 1
            var (records, next) = await ReadAsync(role, iterator, ct);
            if (records.Count > 0)
            {
                // 2
                var wanted = records.Where(r => _filters.Length == 0 || _filters.Any(f => EventPatterns.Matches(f, r))).ToList();
                var mapping = context.Mapping;
                if (window is not null) await window.TakeAsync(target, role, wanted, ct); // 3
                else if (mapping.Parallelization > 1) await Task.WhenAll(Lanes(wanted, mapping.Parallelization).Select(l => LaneAsync(target, role, shard, l, ct)));
                else if (wanted.Count > 0) await batches.RunAsync(target, role, wanted, null, ct);
                await MarkAsync(shard, StreamRecords.SequenceOf(records[^1]), ct, window?.State); // 6
            }
            else if (window is not null && await window.EndIfOverAsync(target, role, ct)) await MarkAsync(shard, null, ct, window.State);
            iterator = next;
            if (iterator is null)
            {
                if (window is not null && await window.EndAsync(target, role, ct)) await MarkAsync(shard, null, ct, window.State);
                return;
            }
            if (records.Count > 0) pause = FirstPause;
            else
            {
                await Task.Delay(pause, context.Time, ct);
                pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
            }
        }
    }

    private async ValueTask<(List<JsonObject> Records, string? Next)> ReadAsync(Principal role, string iterator, CancellationToken ct)
    {
        var records = new List<JsonObject>();
        var wanted = context.Mapping.BatchSize * context.Mapping.Parallelization;
        DateTimeOffset? until = null;
        string? next = iterator;
        while (next is not null && records.Count < wanted)
        {
            var page = await context.CallAsync(role, Api, "GetRecords", new JsonObject { ["ShardIterator"] = next, ["Limit"] = Math.Min(wanted - records.Count, MostRead) }, ct);
            var got = page["Records"] as JsonArray ?? [];
            foreach (var record in got)
            {
                var copy = (JsonObject)record!.DeepClone();
                copy["eventSourceARN"] = context.Mapping.SourceArn;
                records.Add(copy);
            }
            next = (string?)page["NextShardIterator"];
            if (records.Count == 0 || context.Mapping.Window == 0) break;
            until ??= context.Time.GetUtcNow() + TimeSpan.FromSeconds(context.Mapping.Window);
            if (context.Time.GetUtcNow() >= until) break;
            if (got.Count == 0) await Task.Delay(LongestPause, context.Time, ct);
        }
        return (records, next);
    }

    // 3: all changes of an item go the same lane, so that their order holds.
    private static IEnumerable<List<JsonObject>> Lanes(List<JsonObject> records, int count) =>
        records.GroupBy(r => (int)((uint)string.GetHashCode(r["dynamodb"]?["Keys"]?.ToJsonString() ?? "", StringComparison.Ordinal) % (uint)count)).Select(g => g.ToList());

    private async Task LaneAsync(Target target, Principal role, string shard, List<JsonObject> records, CancellationToken ct)
    {
        // Only the end of a page is a checkpoint: other lanes may be behind.
        var batches = new StreamBatches(context, shard, _ => default);
        foreach (var batch in records.Chunk(context.Mapping.BatchSize)) await batches.RunAsync(target, role, [.. batch], null, ct);
    }

    private async ValueTask<WindowRecord?> StoredAsync(string shard, CancellationToken ct)
    {
        var mapping = await context.Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, context.Key), ct);
        return mapping?.Windows?.GetValueOrDefault(shard);
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

    private async ValueTask MarkAsync(string shard, string? sequence, CancellationToken ct, WindowRecord? window = null) => await context.Store.WriteAsync(
        async ValueTask (tx) =>
        {
            // Modified stays: the poller goes on.
            if (await LambdaTables.Mappings.GetAsync(tx, context.Key) is not { } mapping) return;
            var windows = new Dictionary<string, WindowRecord>(mapping.Windows ?? new Dictionary<string, WindowRecord>());
            if (context.Mapping.Tumbling > 0)
            {
                if (window is null) windows.Remove(shard);
                else windows[shard] = window;
            }
            var checkpoints = new Dictionary<string, string>(mapping.Checkpoints ?? new Dictionary<string, string>());
            if (sequence is not null) checkpoints[shard] = sequence;
            LambdaTables.Mappings.Put(tx, context.Key, mapping with { Checkpoints = checkpoints, Windows = windows.Count > 0 ? windows : null });
        },
        ct);
}
