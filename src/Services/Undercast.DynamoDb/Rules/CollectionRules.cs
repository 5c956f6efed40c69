using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>How large the item collections of a table with local indexes are: all items with one partition key, in the table and in those indexes.</summary>
internal static class CollectionRules
{
    private const int Page = 500;
    private const double Gigabyte = 1L << 30;

    /// <summary>Enters a change into the size of its collection, and answers the size.</summary>
    public static async ValueTask<long> FollowAsync(IWriteTransaction tx, TableRecord table, AttributeMap? before, AttributeMap? after)
    {
        var known = (after ?? before)!;
        var key = Key(table, known);
        // Where nobody has counted yet, the rows are, and they hold the change already.
        var size = await DynamoDbTables.Collections.GetAsync(tx, key) is { } counter ? counter.Last + Size(table, after) - Size(table, before) : await MeasureAsync(tx, table, known);
        if (size <= 0) DynamoDbTables.Collections.Delete(tx, key);
        else DynamoDbTables.Collections.Put(tx, key, new CounterRecord(size));
        return size;
    }

    /// <summary>What is told of a collection. AWS: a lower and an upper bound in gigabytes (ItemCollectionMetrics).</summary>
    public static async ValueTask<ItemCollectionMetrics?> MetricsAsync(IReadTransaction tx, string? wanted, TableRecord table, AttributeMap item)
    {
        if (wanted != "SIZE" || !table.Layout.HasLocal) return null;
        var low = Math.Floor((await DynamoDbTables.Collections.GetAsync(tx, Key(table, item)) is { } counter ? counter.Last : await MeasureAsync(tx, table, item)) / Gigabyte);
        return new ItemCollectionMetrics
        {
            ItemCollectionKey = new AttributeMap(new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [table.Hash] = item[table.Hash]! }),
            SizeEstimateRangeGB = [low, low + 1],
        };
    }

    private static CollectionKey Key(TableRecord table, AttributeMap item) => new(table.Storage, ItemRows.Partition(table.Layout.Keys, item));

    private static long Size(TableRecord table, AttributeMap? item)
    {
        if (item is null) return 0;
        long size = Values.Size(item);
        foreach (var index in table.Layout.Indexes)
        {
            if (index.Record.Local && index.Keys.Fits(item)) size += Values.Size(index.Project(item));
        }
        return size;
    }

    private static async ValueTask<long> MeasureAsync(IReadTransaction tx, TableRecord table, AttributeMap item)
    {
        long size = 0;
        foreach (var keys in table.Layout.Indexes.Where(i => i.Record.Local).Select(i => i.Keys).Prepend(table.Layout.Keys))
        {
            var only = new AttributeMap(new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [table.Hash] = item[table.Hash]! });
            var range = ItemRows.Query(keys, only, null);
            while (true)
            {
                var rows = await tx.RangeAsync(range, Page);
                foreach (var (_, stored) in rows) size += ItemCodec.Size(stored.Span);
                if (rows.Count < Page) break;
                range = range.StartingAfter(rows[^1].Key);
            }
        }
        return size;
    }
}
