using System.Globalization;
using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<ScanOutput> Scan(ScanInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        ParameterRules.Check(
            [("ProjectionExpression", input.ProjectionExpression), ("FilterExpression", input.FilterExpression)],
            [("AttributesToGet", input.AttributesToGet is not null), ("ScanFilter", input.ScanFilter is not null), ("ConditionalOperator", input.ConditionalOperator is not null)],
            input.ExpressionAttributeNames is not null, input.ExpressionAttributeValues is not null);
        ParameterRules.CheckAttributesToGet(input.AttributesToGet);
        var filter = LegacyConditions.Filter(input.ScanFilter, input.ConditionalOperator);
        StartKeys.CheckValues(input.ExclusiveStartKey);
        CheckSegments(input);
        var scope = new ExpressionScope(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
        var parsedFilter = input.FilterExpression is { } text ? ConditionParser.Parse("FilterExpression", text, scope) : null;
        var parts = Parts.Read(input.AttributesToGet, input.ProjectionExpression, scope);
        scope.CheckUsed();
        SelectRules.Check(input.Select, input.IndexName is not null, input.AttributesToGet is not null, input.ProjectionExpression is not null, "Scanning");

        return await ReadAsync(
            async (tx, spending) =>
            {
                var table = await catalog.GetAsync(tx, key);
                var index = SelectRules.Index(table, input.IndexName, input.ConsistentRead == true);
                throttle.CheckRead(table, index, call.Now);
                var keys = index?.Keys ?? table.Layout.Keys;
                StartKeys.CheckCount(table, index, input.ExclusiveStartKey, scan: true);
                ItemRules.CheckNested(table.Layout, parts.NestedHeads);
                ItemRules.CheckNested(table.Layout, parsedFilter?.NestedHeads);
                var fetches = SelectRules.Fetches(index, input.Select, parts);
                var range = input.TotalSegments is { } total ? ItemRows.Segment(keys.Storage, input.Segment!.Value, total) : ItemRows.All(keys.Storage);
                if (input.ExclusiveStartKey is { } start)
                {
                    var row = ItemRows.Key(keys, start, index is null ? null : table.Layout.Keys);
                    if (input.TotalSegments is not null && !range.Contains(row))
                    {
                        throw Faults.Validation(string.Create(CultureInfo.InvariantCulture,
                            $"The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: {input.TotalSegments} Segment: {input.Segment}"));
                    }
                    range = range.StartingAfter(row);
                }
                var page = await PageReader.ReadAsync(tx, new PageRequest
                {
                    Table = table,
                    Index = index,
                    Range = range,
                    Limit = input.Limit,
                    Filter = parsedFilter?.Node ?? filter,
                    Parts = parts,
                    CountOnly = input.Select == "COUNT",
                    Fetches = fetches,
                });
                return new ScanOutput
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

    private static void CheckSegments(ScanInput input)
    {
        if (input.Segment is not null && input.TotalSegments is null)
            throw Faults.Validation("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        if (input.TotalSegments is not { } total) return;
        if (input.Segment is not { } segment)
            throw Faults.Validation("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        if (segment >= total)
        {
            throw Faults.Validation(string.Create(CultureInfo.InvariantCulture,
                $"The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {segment} is not less than TotalSegments: {total}"));
        }
    }
}
