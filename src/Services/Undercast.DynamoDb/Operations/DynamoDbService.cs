using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>The operations; one partial per operation or family. Rules first, then one transaction.</summary>
internal sealed partial class DynamoDbService(IStore store, TableCatalog catalog, DynamoDbOptions options, Throttle throttle) : IDynamoDb
{
    /// <summary>Checks a write and makes it, unless its condition fails.</summary>
    private async ValueTask<Written> WriteAsync(IWriteTransaction tx, ItemWrite write, DateTimeOffset now, bool needsBefore)
    {
        var table = await catalog.GetAsync(tx, write.Table);
        write.Check(table);
        throttle.CheckWrite(table, now);
        var row = ItemRows.Key(table.Layout.Keys, write.Item);
        AttributeMap? before = null;
        if (needsBefore || write.Inserts || write.Condition is not null || write.Kind == WriteKind.Update || ItemWriter.NeedsBefore(table))
            before = await tx.GetAsync(row) is { } stored ? new AttributeMap(stored) : null;
        if (write.Inserts && before is not null) throw Faults.Duplicate();
        if (write.Condition is { } condition && !condition.Holds(before)) throw Faults.ConditionFailed(write.ShowsItem ? before : null);
        var after = write.After(table, before);
        // What is not looked at is not known: a blind deletion deletes.
        if (write.Kind == WriteKind.Delete && before is null) tx.Delete(row);
        else CheckCollection(await ItemWriter.WriteAsync(tx, table, row, before, after, now), before, after);
        return new Written(table, before, after);
    }

    // AWS: a collection that is too large takes nothing that makes it larger (Item collection size limit).
    private void CheckCollection(long size, AttributeMap? before, AttributeMap? after)
    {
        if (size > options.MaxCollectionBytes && after is not null && (before is null || Values.Size(after) > Values.Size(before))) throw new ItemCollectionSizeLimitExceededException("Collection size exceeded.");
    }

    /// <summary>Runs a transaction, and takes what it has used from the buckets once it has committed.</summary>
    private ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, Spending?, ValueTask<T>> body, CallContext call) =>
        throttle.IsOn ? ThrottledAsync(body, (run, ct) => store.WriteAsync(run, ct), call) : store.WriteAsync(tx => body(tx, null), call.Cancelled);

    private ValueTask<T> ReadAsync<T>(Func<IReadTransaction, Spending?, ValueTask<T>> body, CallContext call) =>
        throttle.IsOn ? ThrottledAsync(body, (run, ct) => store.ReadAsync(run, ct), call) : store.ReadAsync(tx => body(tx, null), call.Cancelled);

    private async ValueTask<T> ThrottledAsync<TTransaction, T>(
        Func<TTransaction, Spending?, ValueTask<T>> body, Func<Func<TTransaction, ValueTask<T>>, CancellationToken, ValueTask<T>> run, CallContext call)
    {
        var spending = new Spending();
        var answer = await run(
            tx =>
            {
                spending.Clear();
                return body(tx, spending);
            },
            call.Cancelled);
        spending.Charge(throttle, call.Now);
        return answer;
    }

    private sealed record Written(TableRecord Table, AttributeMap? Before, AttributeMap? After);
}
