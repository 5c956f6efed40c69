using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Writes one item with all that follows from it: index rows, expiry, and the record in the stream.</summary>
internal static class ItemWriter
{
    /// <summary>Whether writing needs the item as it was.</summary>
    public static bool NeedsBefore(TableRecord table) => table.Indexes.Count > 0 || table.Stream is not null || table.Expiry is not null || table.History is not null || table.Replicas.Count > 0;

    /// <summary>Puts <paramref name="after"/> in place of <paramref name="before"/>, or removes it when null.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">The key of the item's row.</param>
    /// <param name="before">The item as it is.</param>
    /// <param name="after">The item as it becomes.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="expired">Whether the item expired.</param>
    /// <param name="replicates">Whether replicas follow; false for what is itself a replica that follows.</param>
    /// <returns>The bytes of the item's collection, or 0 in a table without local indexes.</returns>
    public static async ValueTask<long> WriteAsync(
        IWriteTransaction tx, TableRecord table, byte[] row, AttributeMap? before, AttributeMap? after, DateTimeOffset now, bool expired = false, bool replicates = true)
    {
        if (after is null && before is null) return 0;
        // The same bytes may be stored several times: the table's row and a whole projection are one array.
        var stored = after?.Encoded();
        if (stored is null) tx.Delete(row);
        else tx.Put(row, stored.Stored);
        if (!NeedsBefore(table)) return 0;
        var layout = table.Layout;
        foreach (var index in layout.Indexes) Follow(tx, index, layout.Keys, before, after, stored);
        if (table.Expiry is { } expiry) Follow(tx, expiry, row, before, after);
        if (table.History is { } history) await RememberAsync(tx, history, row, before, now);
        if (table.Stream is { } stream) await AppendAsync(tx, table, stream, before, stored, now, expired);
        if (replicates && table.Replicas.Count > 0) await ReplicateAsync(tx, table, row, stored, now);
        return layout.HasLocal ? await CollectionRules.FollowAsync(tx, table, before, stored) : 0;
    }

    // Differs: replicas change in the transaction of the write, so that the last writer is the last to commit, everywhere alike; AWS's follow within a second and settle conflicts by time.
    private static async ValueTask ReplicateAsync(IWriteTransaction tx, TableRecord table, byte[] row, AttributeMap? after, DateTimeOffset now)
    {
        if (table.Home is not { } home) return;
        foreach (var region in table.Replicas)
        {
            if (await home.Catalog.FindAsync(tx, home.Key with { Region = region }) is not { } replica || replica.Status == TableRecord.Deleting) continue;
            var there = ItemRows.Moved(row, table.Storage, replica.Storage);
            var before = await tx.GetAsync(there) is { } stored ? new AttributeMap(stored) : null;
            await WriteAsync(tx, replica, there, before, after, now, replicates: false);
        }
    }

    /// <summary>Enters an item that is already stored into an index.</summary>
    public static void Enter(IWriteTransaction tx, IndexLayout index, KeyLayout keys, AttributeMap item) => Follow(tx, index, keys, null, item, item);

    /// <summary>Enters the expiry of an item that is already stored.</summary>
    public static void Enter(IWriteTransaction tx, ExpirySetting expiry, byte[] row, AttributeMap item) => Follow(tx, expiry, row, null, item);

    private static void Follow(IWriteTransaction tx, IndexLayout index, KeyLayout keys, AttributeMap? before, AttributeMap? after, AttributeMap? stored)
    {
        var old = before is not null && index.Keys.Fits(before) ? ItemRows.Key(index.Keys, before, keys) : null;
        var fresh = after is not null && index.Keys.Fits(after) ? ItemRows.Key(index.Keys, after, keys) : null;
        var same = old is not null && fresh is not null && old.AsSpan().SequenceEqual(fresh);
        if (old is not null && !same) tx.Delete(old);
        if (fresh is null) return;
        if (same && !index.HoldsAll && Values.Same(index.Project(before!), index.Project(after!))) return;
        tx.Put(fresh, index.HoldsAll ? stored!.Stored : ItemCodec.Encode(index.Project(after!)));
    }

    private static void Follow(IWriteTransaction tx, ExpirySetting expiry, byte[] row, AttributeMap? before, AttributeMap? after)
    {
        var (old, fresh) = (ExpiryRules.Seconds(before, expiry.Attribute), ExpiryRules.Seconds(after, expiry.Attribute));
        if (old == fresh) return;
        if (old is { } was) DynamoDbTables.Expiries.Delete(tx, new ExpiryKey(expiry.Storage, was, row));
        if (fresh is { } becomes) DynamoDbTables.Expiries.Put(tx, new ExpiryKey(expiry.Storage, becomes, row), Marker.Instance);
    }

    private static async ValueTask RememberAsync(IWriteTransaction tx, HistorySetting history, byte[] row, AttributeMap? before, DateTimeOffset now)
    {
        var at = new ChangeKey(history.Storage, 0);
        var last = await DynamoDbTables.HistoryMarks.GetAsync(tx, at);
        var mark = new HistoryMark(Math.Max(now.ToUnixTimeMilliseconds(), last?.Milliseconds ?? 0), (last?.Sequence ?? 0) + 1);
        DynamoDbTables.HistoryMarks.Put(tx, at, mark);
        DynamoDbTables.History.Put(tx, new HistoryKey(history.Storage, mark.Milliseconds, mark.Sequence), new HistoryRecord(row, before?.Encoded().Stored));
    }

    private static async ValueTask AppendAsync(IWriteTransaction tx, TableRecord table, StreamSetting stream, AttributeMap? before, AttributeMap? after, DateTimeOffset now, bool expired)
    {
        // AWS: a write that changes nothing leaves no record (DynamoDB Streams).
        if (before is not null && after is not null && Values.Same(before, after)) return;
        var counter = new ChangeKey(stream.Id, 0);
        var next = (await DynamoDbTables.Counters.GetAsync(tx, counter))?.Last + 1 ?? 1;
        DynamoDbTables.Counters.Put(tx, counter, new CounterRecord(next));
        var known = (after ?? before)!;
        var keys = table.Layout.Keys;
        DynamoDbTables.Changes.Put(tx, new ChangeKey(stream.ShardOf(keys, known), next), new ChangeRecord
        {
            Kind = before is null ? ChangeKind.Insert : after is null ? ChangeKind.Remove : ChangeKind.Modify,
            At = now,
            Keys = ItemRules.KeyOf(keys, known),
            Before = stream.View is "OLD_IMAGE" or "NEW_AND_OLD_IMAGES" ? before : null,
            After = stream.View is "NEW_IMAGE" or "NEW_AND_OLD_IMAGES" ? after : null,
            Expired = expired,
        });
        tx.Signal(DynamoDbTables.Subject(stream.Id));
        if (next % ShardJob.Interval == 0 && table.Home is { } home) ShardJob.Schedule(tx, home.Key, stream, now);
    }
}
