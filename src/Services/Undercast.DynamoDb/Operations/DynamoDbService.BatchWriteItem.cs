using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<BatchWriteItemOutput> BatchWriteItem(BatchWriteItemInput input, CallContext call)
    {
        if (input.RequestItems.Count == 0) throw Faults.Validation("The requestItems parameter is required for BatchWriteItem");
        var batches = input.RequestItems.Select(r => (Name: r.Key, Writes: ReadBatch(TableNames.Of(r.Key, call), r.Value))).ToArray();
        if (batches.Sum(b => b.Writes.Length) > MaxBatchWrite) throw Faults.Validation("Too many items requested for the BatchWriteItem call");
        return await WriteAsync(
            async (tx, spending) =>
            {
                var capacities = new List<ConsumedCapacity>();
                var unprocessed = new Dictionary<string, IReadOnlyList<WriteRequest>>(StringComparer.Ordinal);
                var metrics = new Dictionary<string, IReadOnlyList<ItemCollectionMetrics>>(StringComparer.Ordinal);
                foreach (var (name, writes) in batches)
                {
                    var table = await catalog.GetAsync(tx, writes[0].Table);
                    // AWS: here the key of a whole item is held to the schema as a key is (nubo-db/dynamodb-conformance, error-messages).
                    foreach (var write in writes) ItemRules.CheckKeyWithin(table.Layout.Keys, write.Item);
                    foreach (var write in writes) write.Check(table);
                    CheckDistinct(writes.Select(w => ItemRules.KeyOf(table.Layout.Keys, w.Item)));
                    if (Throttled(() => throttle.CheckWrite(table, call.Now), alone: batches.Length == 1))
                    {
                        // AWS: what is throttled is unprocessed, and an error when that is all (BatchWriteItem).
                        unprocessed[name] = input.RequestItems[name];
                        continue;
                    }
                    var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, writes[0].Table.Name, spending);
                    var collections = new List<ItemCollectionMetrics>();
                    foreach (var write in writes)
                    {
                        var written = await WriteAsync(tx, write, call.Now, capacity is not null);
                        capacity?.Write(table, written.Before, written.After);
                        if (await CollectionRules.MetricsAsync(tx, input.ReturnItemCollectionMetrics, table, write.Item) is { } collection) collections.Add(collection);
                    }
                    if (capacity?.Total() is { } total) capacities.Add(total);
                    if (collections.Count > 0) metrics[name] = collections;
                }
                if (unprocessed.Count == batches.Length) throttle.CheckWrite(await catalog.GetAsync(tx, batches[0].Writes[0].Table), call.Now);
                return new BatchWriteItemOutput
                {
                    UnprocessedItems = unprocessed,
                    ConsumedCapacity = capacities.Count == 0 ? null : capacities,
                    ItemCollectionMetrics = metrics.Count == 0 ? null : metrics,
                };
            },
            call);
    }

    private static ItemWrite[] ReadBatch(TableKey table, IReadOnlyList<WriteRequest> requests)
    {
        if (requests.Count is 0 or > MaxBatchWrite)
        {
            throw Faults.Validation($"1 validation error detected: Value '{{{table.Name}=[{string.Join(", ", requests)}]}}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]");
        }
        // AWS: an empty request is answered with this text (dynalite's suite, seen from the service).
        if (requests.Any(r => r.PutRequest is null == r.DeleteRequest is null)) throw Faults.Validation(ValueFaults.SeveralTypes);
        return [.. requests.Select(r => Read(table, r))];
    }

    private static ItemWrite Read(TableKey table, WriteRequest request)
    {
        if (request.PutRequest is not { } put)
        {
            ItemRules.CheckValues(request.DeleteRequest!.Key);
            return new ItemWrite { Kind = WriteKind.Delete, Table = table, Item = request.DeleteRequest.Key };
        }
        ItemRules.CheckValues(put.Item);
        if (Values.Size(put.Item) > ItemRules.MaxItemBytes) throw Faults.Validation("Item size has exceeded the maximum allowed size");
        return ItemWrite.Put(table, put.Item, null, null, false);
    }
}
