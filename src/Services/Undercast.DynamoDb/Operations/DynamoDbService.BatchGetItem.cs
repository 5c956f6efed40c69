using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MaxBatchGet = 100, MaxBatchWrite = 25, MaxBatchBytes = 16 * 1024 * 1024;
    private const string RepeatedKeys = "Provided list of item keys contains duplicates";

    public async ValueTask<BatchGetItemOutput> BatchGetItem(BatchGetItemInput input, CallContext call)
    {
        if (input.RequestItems.Count == 0) throw Faults.Validation("The requestItems parameter is required for BatchGetItem");
        // AWS: old and new parameters may not meet in one request, be it at different tables (nubo-db/dynamodb-conformance, error-messages).
        ParameterRules.Check(
            [("ProjectionExpression", input.RequestItems.Values.FirstOrDefault(r => r.ProjectionExpression is not null)?.ProjectionExpression)],
            [("AttributesToGet", input.RequestItems.Values.Any(r => r.AttributesToGet is not null))], hasNames: false, hasValues: false);
        var requests = new List<(string Name, TableKey Table, KeysAndAttributes Request, Parts Parts)>();
        var count = 0;
        foreach (var (name, request) in input.RequestItems)
        {
            var table = TableNames.Of(name, call);
            ParameterRules.Check(
                [("ProjectionExpression", request.ProjectionExpression)], [("AttributesToGet", request.AttributesToGet is not null)],
                request.ExpressionAttributeNames is not null, hasValues: false);
            if (request.Keys.Count > MaxBatchGet)
                throw Faults.Validation($"1 validation error detected: Value at 'RequestItems.{name}.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100");
            requests.Add((name, table, request, Parts.Read(request.AttributesToGet, request.ProjectionExpression, request.ExpressionAttributeNames)));
            foreach (var key in request.Keys) ItemRules.CheckValues(key);
            count += request.Keys.Count;
            if (count > MaxBatchGet) throw Faults.Validation("Too many items requested for the BatchGetItem call");
            CheckDistinct(request.Keys);
        }
        return await ReadAsync(
            async (tx, spending) =>
            {
                var responses = new Dictionary<string, IReadOnlyList<AttributeMap>>(StringComparer.Ordinal);
                var unprocessed = new Dictionary<string, KeysAndAttributes>(StringComparer.Ordinal);
                var capacities = new List<ConsumedCapacity>();
                long bytes = 0;
                foreach (var (name, tableKey, request, parts) in requests)
                {
                    var table = await catalog.GetAsync(tx, tableKey);
                    if (Throttled(() => throttle.CheckRead(table, null, call.Now), alone: requests.Count == 1))
                    {
                        // AWS: what is throttled is unprocessed, and an error when that is all (BatchGetItem).
                        unprocessed[name] = request;
                        continue;
                    }
                    var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, tableKey.Name, spending);
                    var items = new List<AttributeMap>(request.Keys.Count);
                    var left = new List<AttributeMap>();
                    foreach (var key in request.Keys)
                    {
                        ItemRules.CheckKey(table.Layout.Keys, key);
                        // AWS: an answer holds up to 16 MB; what is left is told as unprocessed.
                        if (bytes >= MaxBatchBytes)
                        {
                            left.Add(key);
                            continue;
                        }
                        var item = await FindAsync(tx, table, key, parts);
                        var size = item is null ? 0 : Values.Size(item);
                        bytes += size;
                        capacity?.Read(table, size, request.ConsistentRead == true);
                        if (item is not null) items.Add(parts.Of(item));
                    }
                    responses[name] = items;
                    if (left.Count > 0) unprocessed[name] = request with { Keys = left };
                    if (capacity?.Total() is { } total) capacities.Add(total);
                }
                if (unprocessed.Count == requests.Count && responses.Count == 0) throttle.CheckRead(await catalog.GetAsync(tx, requests[0].Table), null, call.Now);
                return new BatchGetItemOutput { Responses = responses, UnprocessedKeys = unprocessed, ConsumedCapacity = capacities.Count == 0 ? null : capacities };
            },
            call);
    }

    private static bool Throttled(Action check, bool alone)
    {
        try
        {
            check();
            return false;
        }
        catch (AwsException e) when (!alone && e is ProvisionedThroughputExceededException or ThrottlingException)
        {
            return true;
        }
    }

    private static void CheckDistinct(IEnumerable<AttributeMap> keys)
    {
        var seen = new List<AttributeMap>();
        foreach (var key in keys)
        {
            if (seen.Exists(k => Values.Same(k, key))) throw Faults.Validation(RepeatedKeys);
            seen.Add(key);
        }
    }
}
