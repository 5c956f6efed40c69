using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const string ManyOperations = "Transaction request cannot include multiple operations on one item";

    // AWS: a transaction's read or write costs twice a plain one.
    private const int TransactionFactor = 2;

    public async ValueTask<TransactGetItemsOutput> TransactGetItems(TransactGetItemsInput input, CallContext call)
    {
        var reads = input.TransactItems.Select(item =>
        {
            var get = item.Get;
            var table = TableNames.Of(get.TableName, call);
            ParameterRules.Check([("ProjectionExpression", get.ProjectionExpression)], [], get.ExpressionAttributeNames is not null, hasValues: false);
            ItemRules.CheckValues(get.Key);
            return (Table: table, get.Key, Parts: Parts.Read(null, get.ProjectionExpression, get.ExpressionAttributeNames));
        }).ToArray();
        return await store.ReadAsync(
            async tx =>
            {
                var responses = new ItemResponse[reads.Length];
                var capacities = new Dictionary<string, CapacityMeter>(StringComparer.Ordinal);
                var rows = new HashSet<byte[]>(ByteStrings.Comparer);
                for (var i = 0; i < reads.Length; i++)
                {
                    var (tableKey, key, parts) = reads[i];
                    var table = await catalog.GetAsync(tx, tableKey);
                    var item = await FindAsync(tx, table, key, parts);
                    if (!rows.Add(ItemRows.Key(table.Layout.Keys, key))) throw Faults.Validation(ManyOperations);
                    Meter(capacities, input.ReturnConsumedCapacity, tableKey)?.Read(item is null ? 0 : Values.Size(item), true, factor: TransactionFactor);
                    responses[i] = new ItemResponse { Item = item is null ? null : parts.Of(item) };
                }
                return new TransactGetItemsOutput { Responses = responses, ConsumedCapacity = Totals(capacities, writes: false) };
            },
            call.Cancelled);
    }

    private static CapacityMeter? Meter(Dictionary<string, CapacityMeter> meters, string? wanted, TableKey table)
    {
        if (meters.TryGetValue(table.Name, out var meter)) return meter;
        if (CapacityMeter.For(wanted, table.Name) is not { } made) return null;
        return meters[table.Name] = made;
    }

    private static ConsumedCapacity[]? Totals(Dictionary<string, CapacityMeter> meters, bool writes) =>
        meters.Count == 0 ? null : [.. meters.Values.Select(m => m.Total(writes))];
}
