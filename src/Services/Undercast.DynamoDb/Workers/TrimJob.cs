using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A stream whose records grow old.</summary>
internal sealed record TrimPayload(string Account, string Region, string Name, string Label, long Stream);

/// <summary>Every hour: lets shards roll, removes the records of a stream that are older than a day, shards that closed a day ago, and the stream itself a day after its end.</summary>
internal static class TrimJob
{
    private const int Page = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly JobType<TrimPayload> Type = new("dynamodb.trim", JsonRecord.Codec(() => DynamoDbJson.Default.TrimPayload));

    // AWS: stream records live for 24 hours (Change data capture for DynamoDB Streams).
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public static void Schedule(IWriteTransaction tx, TableKey key, string label, long stream, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.trim/{stream}"), new TrimPayload(key.Account, key.Region, key.Name, label, stream)), now + Pause);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => TrimAsync(store, catalog, time, payload, run, ct));

    private static async ValueTask TrimAsync(IStore store, TableCatalog catalog, TimeProvider time, TrimPayload payload, JobRun run, CancellationToken ct)
    {
        var (now, ids) = (time.GetUtcNow(), ShardJob.NewIds());
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        var at = new StreamKey(key, payload.Label);
        var shards = await store.ReadAsync(async tx => await DynamoDbTables.Streams.GetAsync(tx, at) is { } head ? await StreamShards.ListAsync(tx, head) : [], ct);
        foreach (var shard in shards) await TrimAsync(store, payload.Stream, shard.Storage, now, ct);
        var bytes = await store.ReadAsync(async tx => await catalog.FindAsync(tx, key) is { Stream: { } stream } table && stream.Id == payload.Stream
            ? (await TableDescriptions.MeasureAsync(tx, table)).GetValueOrDefault(table.Storage).Bytes : 0, ct);
        await store.WriteAsync(
            async tx =>
            {
                var head = await DynamoDbTables.Streams.GetAsync(tx, at);
                if (head is not null && !(head.Disabled <= now - Retention))
                {
                    await ForgetAsync(tx, head, now);
                    await ShardJob.LookAsync(tx, catalog, payload, ids, now, bytes);
                    await run.RescheduleAsync(tx, now + Pause);
                    return;
                }
                DynamoDbTables.Streams.Delete(tx, at);
                DynamoDbTables.Shards.DeleteRange(tx, DynamoDbTables.Shards.Prefix(payload.Stream));
                DynamoDbTables.Counters.DeleteRange(tx, DynamoDbTables.Counters.Prefix(payload.Stream));
                await run.CompleteAsync(tx);
            },
            ct);
    }

    private static async ValueTask TrimAsync(IStore store, long stream, long shard, DateTimeOffset now, CancellationToken ct)
    {
        var changes = DynamoDbTables.Changes;
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await changes.RangeAsync(tx, changes.Prefix(shard), Page);
                       var old = rows.TakeWhile(r => r.Record.At <= now - Retention).ToArray();
                       foreach (var (key, _) in old) changes.Delete(tx, key);
                       if (old.Length == 0) return false;
                       // What an iterator may not ask for any more.
                       var mark = new ChangeKey(stream, 1);
                       var trimmed = Math.Max((await DynamoDbTables.Counters.GetAsync(tx, mark))?.Last ?? 0, old[^1].Key.Sequence);
                       DynamoDbTables.Counters.Put(tx, mark, new CounterRecord(trimmed));
                       return old.Length == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async ValueTask ForgetAsync(IWriteTransaction tx, StreamHeadRecord head, DateTimeOffset now)
    {
        foreach (var (key, shard) in await DynamoDbTables.Shards.RangeAsync(tx, DynamoDbTables.Shards.Prefix(head.Id)))
        {
            if (shard.Closed <= now - Retention) DynamoDbTables.Shards.Delete(tx, key);
        }
    }
}
