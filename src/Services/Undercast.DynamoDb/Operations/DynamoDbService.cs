using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>The operations; one partial per operation or family. Rules first, then one transaction.</summary>
internal sealed partial class DynamoDbService(IStore store, TableCatalog catalog, DynamoDbOptions options) : IDynamoDb
{
    /// <summary>Checks a write and makes it, unless its condition fails.</summary>
    private async ValueTask<Written> WriteAsync(IWriteTransaction tx, ItemWrite write, DateTimeOffset now, bool needsBefore)
    {
        var table = await catalog.GetAsync(tx, write.Table);
        write.Check(table);
        var row = ItemRows.Key(table.Layout.Keys, write.Item);
        AttributeMap? before = null;
        if (needsBefore || write.Inserts || write.Condition is not null || write.Kind == WriteKind.Update || ItemWriter.NeedsBefore(table))
            before = await tx.GetAsync(row) is { } stored ? new AttributeMap(stored) : null;
        if (write.Inserts && before is not null) throw Faults.Duplicate();
        if (write.Condition is { } condition && !condition.Holds(before)) throw Faults.ConditionFailed(write.ShowsItem ? before : null);
        var after = write.After(table, before);
        // What is not looked at is not known: a blind deletion deletes.
        if (write.Kind == WriteKind.Delete && before is null) tx.Delete(row);
        else await ItemWriter.WriteAsync(tx, table, row, before, after, now);
        return new Written(table, before, after);
    }

    private static ItemCollectionMetrics? Metrics(string? wanted, TableRecord table, AttributeMap item) =>
        wanted != "SIZE" || !table.Indexes.Any(i => i.Local) ? null : new ItemCollectionMetrics
        {
            ItemCollectionKey = new AttributeMap(new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [table.Hash] = item[table.Hash]! }),
            // Differs: AWS estimates; a collection here is never near the gigabytes in which it does.
            SizeEstimateRangeGB = [0, 1],
        };

    private sealed record Written(TableRecord Table, AttributeMap? Before, AttributeMap? After);
}
