using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<QueryOutput> Query(QueryInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        // AWS: a query words this in its own way (nubo-db/dynamodb-conformance, error-messages).
        if (input.Limit < 1) throw Faults.Validation("1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        ParameterRules.Check(
            [("ProjectionExpression", input.ProjectionExpression), ("FilterExpression", input.FilterExpression), ("KeyConditionExpression", input.KeyConditionExpression)],
            [
                ("AttributesToGet", input.AttributesToGet is not null), ("QueryFilter", input.QueryFilter is not null), ("ConditionalOperator", input.ConditionalOperator is not null),
                // AWS: key conditions of old go with a filter expression.
                ("KeyConditions", input.KeyConditions is not null && input.KeyConditionExpression is not null),
            ],
            input.ExpressionAttributeNames is not null, input.ExpressionAttributeValues is not null);
        var filter = LegacyConditions.Filter(input.QueryFilter, input.ConditionalOperator);
        ParameterRules.CheckAttributesToGet(input.AttributesToGet);
        StartKeys.CheckValues(input.ExclusiveStartKey);
        if (input.KeyConditions is null && input.KeyConditionExpression is null)
            throw Faults.Validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var scope = new ExpressionScope(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
        var parsedKey = input.KeyConditionExpression is { } keyText ? ConditionParser.Parse("KeyConditionExpression", keyText, scope) : null;
        var parsedFilter = input.FilterExpression is { } filterText ? ConditionParser.Parse("FilterExpression", filterText, scope) : null;
        var parts = Parts.Read(input.AttributesToGet, input.ProjectionExpression, scope);
        scope.CheckUsed();
        var conditions = parsedKey is null ? KeyConditions.Read(input.KeyConditions!) : KeyConditions.Read(parsedKey);
        SelectRules.Check(input.Select, input.IndexName is not null, input.AttributesToGet is not null, input.ProjectionExpression is not null, "Querying");

        return await ReadAsync(
            async (tx, spending) =>
            {
                var table = await catalog.GetAsync(tx, key);
                var index = SelectRules.Index(table, input.IndexName, input.ConsistentRead == true);
                throttle.CheckRead(table, index, call.Now);
                var keys = index?.Keys ?? table.Layout.Keys;
                StartKeys.CheckCount(table, index, input.ExclusiveStartKey);
                var (equal, sort) = KeyConditions.Resolve(keys, conditions);
                StartKeys.CheckQuery(table, index, input.ExclusiveStartKey, equal, sort);
                ItemRules.CheckNested(table.Layout, parts.NestedHeads);
                CheckFilter(keys, input.QueryFilter?.Keys, "QueryFilter");
                CheckFilter(keys, parsedFilter?.Heads, "Filter Expression");
                ItemRules.CheckNested(table.Layout, parsedFilter?.NestedHeads);
                var fetches = SelectRules.Fetches(index, input.Select, parts);
                var range = ItemRows.Query(keys, equal, sort);
                var reverse = input.ScanIndexForward == false;
                if (input.ExclusiveStartKey is { } start)
                {
                    var row = ItemRows.Key(keys, start, index is null ? null : table.Layout.Keys);
                    range = reverse ? range.EndingBefore(row) : range.StartingAfter(row);
                }
                var page = await PageReader.ReadAsync(tx, new PageRequest
                {
                    Table = table,
                    Index = index,
                    Range = range,
                    Reverse = reverse,
                    Limit = input.Limit,
                    Filter = parsedFilter?.Node ?? filter,
                    Parts = parts,
                    CountOnly = input.Select == "COUNT",
                    Fetches = fetches,
                });
                return new QueryOutput
                {
                    Items = input.Select == "COUNT" ? null : page.Items,
                    Count = page.Count,
                    ScannedCount = page.Scanned,
                    LastEvaluatedKey = page.Last,
                    ConsumedCapacity = Consumed(CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending), table, page, index, fetches, input.ConsistentRead == true),
                };
            },
            call);
    }

    // AWS: a query's filter may not look at the key, which its condition is for.
    private static void CheckFilter(KeyLayout keys, IEnumerable<string>? names, string what)
    {
        foreach (var name in names ?? [])
        {
            if (keys.Has(name)) throw Faults.Validation($"{what} can only contain non-primary key attributes: Primary key attribute: {name}");
        }
    }

    private static ConsumedCapacity? Consumed(CapacityMeter? capacity, TableRecord table, Page page, IndexLayout? index, bool fetches, bool consistent)
    {
        if (capacity is null) return null;
        capacity.Read(table, page.Bytes, consistent, index);
        if (fetches) capacity.Read(table, page.FetchedBytes, consistent);
        return capacity.Total();
    }
}
