using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A shard of a stream: the changes of the items whose partition keys hash into its range.</summary>
internal sealed record ShardRecord
{
    /// <summary>Under which number the records lie.</summary>
    public required long Storage { get; init; }
    public required DateTimeOffset Opened { get; init; }
    /// <summary>The first hash that belongs to the shard; its range ends where the next one's begins.</summary>
    public uint From { get; init; }
    /// <summary>The name of the shard that this one follows.</summary>
    public string? Parent { get; init; }
    /// <summary>The first sequence number that it may have.</summary>
    public long First { get; init; } = 1;
    /// <summary>The last one, once it is closed.</summary>
    public long? Last { get; init; }
    public DateTimeOffset? Closed { get; init; }
}

/// <summary>A shard that changes are written to.</summary>
internal sealed record OpenShard(long Storage, uint From);

/// <summary>The shards of streams. A stream begins with one, which has no row until something follows it.</summary>
internal static class StreamShards
{
    /// <summary>All shards of a stream, in the order of their making.</summary>
    public static async ValueTask<List<ShardRecord>> ListAsync(IReadTransaction tx, StreamHeadRecord head)
    {
        var rows = await DynamoDbTables.Shards.RangeAsync(tx, DynamoDbTables.Shards.Prefix(head.Id));
        return rows.Count == 0 ? [new ShardRecord { Storage = head.Id, Opened = head.Created }] : [.. rows.Select(r => r.Record)];
    }

    /// <summary>The last sequence number of a stream.</summary>
    public static async ValueTask<long> LastAsync(IReadTransaction tx, long stream) => (await DynamoDbTables.Counters.GetAsync(tx, new ChangeKey(stream, 0)))?.Last ?? 0;

    /// <summary>Closes the open shards and lets others follow them: one each, or two where shards are split.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="head">The stream.</param>
    /// <param name="wanted">How many shards there should be; none becomes more than two.</param>
    /// <param name="ids">Numbers for new shards, two for each open one.</param>
    /// <param name="now">The time.</param>
    /// <returns>The shards that are open now.</returns>
    public static async ValueTask<IReadOnlyList<OpenShard>> RollAsync(IWriteTransaction tx, StreamHeadRecord head, int wanted, long[] ids, DateTimeOffset now)
    {
        var all = await ListAsync(tx, head);
        var last = await LastAsync(tx, head.Id);
        var open = all.Where(s => s.Closed is null).OrderBy(s => s.From).ToArray();
        var splits = Math.Clamp(wanted - open.Length, 0, open.Length);
        var made = new List<ShardRecord>();
        for (var i = 0; i < open.Length; i++)
        {
            var shard = open[i];
            var end = i + 1 < open.Length ? open[i + 1].From : 1L << 32;
            ShardRecord Child(uint from, long id) => new() { Storage = id, Opened = now, From = from, Parent = Streams.StreamNames.Shard(shard), First = last + 1 };
            made.Add(Child(shard.From, ids[2 * i]));
            if (i < splits && end - shard.From > 1) made.Add(Child((uint)(shard.From + ((end - shard.From) / 2)), ids[(2 * i) + 1]));
        }
        var number = 0;
        DynamoDbTables.Shards.DeleteRange(tx, DynamoDbTables.Shards.Prefix(head.Id));
        foreach (var shard in all.Select(s => s.Closed is null ? s with { Closed = now, Last = Math.Max(last, s.First) } : s).Concat(made)) DynamoDbTables.Shards.Put(tx, new ChangeKey(head.Id, ++number), shard);
        return [.. made.Select(s => new OpenShard(s.Storage, s.From))];
    }
}
