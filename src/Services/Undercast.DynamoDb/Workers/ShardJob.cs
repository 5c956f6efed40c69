using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Lets the shards of a stream roll when they have been open for long, and split when more is written than they should take.</summary>
internal static class ShardJob
{
    /// <summary>After how many changes the rate is looked at.</summary>
    public const long Interval = 10_000;

    // AWS: a partition takes 1000 writes a second and 10 GB, and a stream has a shard for each; shards roll after about four hours (Change data capture for DynamoDB Streams, Partitions).
    private const int WritesPerSecond = 1000, MostShards = 32;
    private const long PartitionBytes = 10L << 30;
    public static readonly TimeSpan Life = TimeSpan.FromHours(4);

    private static readonly JobType<TrimPayload> Type = new("dynamodb.shard", JsonRecord.Codec(static () => DynamoDbJson.Default.TrimPayload));

    /// <summary>Schedules a look at the rate of a stream; it costs nothing but at every ten-thousandth change.</summary>
    public static void Schedule(IWriteTransaction tx, TableKey key, StreamSetting stream, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.shard/{stream.Id}"), new TrimPayload(key.Account, key.Region, key.Name, stream.Label, stream.Id)), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        var (now, ids) = (time.GetUtcNow(), NewIds());
        await store.WriteAsync(
            async tx =>
            {
                await LookAsync(tx, catalog, payload, ids, now, bytes: 0);
                await run.CompleteAsync(tx);
            },
            ct);
    });

    /// <summary>Numbers for new shards.</summary>
    public static long[] NewIds() => [.. Enumerable.Range(0, 2 * MostShards).Select(static _ => Ids.NewInt64())];

    /// <summary>Rolls or splits the shards of a stream if it is time.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="catalog">Finds the table.</param>
    /// <param name="payload">The stream.</param>
    /// <param name="ids">Numbers for new shards.</param>
    /// <param name="now">The time.</param>
    /// <param name="bytes">How large the table is, or 0 where nobody has looked.</param>
    public static async ValueTask LookAsync(IWriteTransaction tx, TableCatalog catalog, TrimPayload payload, long[] ids, DateTimeOffset now, long bytes)
    {
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        var at = new StreamKey(key, payload.Label);
        if (await DynamoDbTables.Streams.GetAsync(tx, at) is not { Disabled: null } head || await catalog.FindAsync(tx, key) is not { Stream: { } stream } table || stream.Id != payload.Stream) return;
        var last = await StreamShards.LastAsync(tx, head.Id);
        var open = (await StreamShards.ListAsync(tx, head)).Where(s => s.Closed is null).ToArray();
        var since = head.Looked ?? head.Created;
        var rate = (last - head.LookedAt) / Math.Max(1, (now - since).TotalSeconds);
        var wanted = (int)Math.Clamp(Math.Max(Math.Ceiling(rate / WritesPerSecond), Math.Ceiling(bytes / (double)PartitionBytes)), open.Length, MostShards);
        DynamoDbTables.Streams.Put(tx, at, head with { Looked = now, LookedAt = last });
        if (wanted == open.Length && now - open.Max(s => s.Opened) < Life) return;
        var shards = await StreamShards.RollAsync(tx, head, wanted, ids, now);
        DynamoDbTables.Tables.Put(tx, key, table with { Stream = stream with { Shards = shards } });
        tx.Signal(DynamoDbTables.Subject(head.Id));
    }
}
