using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<GetItemOutput> GetItem(GetItemInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        ParameterRules.Check(
            [("ProjectionExpression", input.ProjectionExpression)], [("AttributesToGet", input.AttributesToGet is not null)],
            input.ExpressionAttributeNames is not null, hasValues: false);
        ItemRules.CheckValues(input.Key);
        var parts = Parts.Read(input.AttributesToGet, input.ProjectionExpression, input.ExpressionAttributeNames);
        return await ReadAsync(
            async (tx, spending) =>
            {
                var table = await catalog.GetAsync(tx, key);
                throttle.CheckRead(table, null, call.Now);
                var item = await FindAsync(tx, table, input.Key, parts);
                var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
                capacity?.Read(table, item is null ? 0 : Values.Size(item), input.ConsistentRead == true);
                return new GetItemOutput { Item = item is null ? null : parts.Of(item), ConsumedCapacity = capacity?.Total() };
            },
            call);
    }

    private static async ValueTask<AttributeMap?> FindAsync(IReadTransaction tx, TableRecord table, AttributeMap key, Parts parts)
    {
        ItemRules.CheckKey(table.Layout.Keys, key);
        ItemRules.CheckNested(table.Layout, parts.NestedHeads);
        return await tx.GetAsync(ItemRows.Key(table.Layout.Keys, key)) is { } stored ? new AttributeMap(stored) : null;
    }
}
