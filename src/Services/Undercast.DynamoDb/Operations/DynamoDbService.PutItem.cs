using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<PutItemOutput> PutItem(PutItemInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        WriteWords.Check(input.ReturnConsumedCapacity, input.ReturnItemCollectionMetrics, input.ReturnValues, input.ConditionalOperator, input.ReturnValuesOnConditionCheckFailure);
        ParameterRules.Check(
            [("ConditionExpression", input.ConditionExpression)], [("Expected", input.Expected is not null)],
            input.ExpressionAttributeNames is not null, input.ExpressionAttributeValues is not null);
        ItemRules.CheckValues(input.Item);
        if (input.ReturnValues is not (null or "NONE" or "ALL_OLD")) throw Faults.Validation("ReturnValues can only be ALL_OLD or NONE");
        if (Values.Size(input.Item) > ItemRules.MaxItemBytes) throw Faults.Validation("Item size has exceeded the maximum allowed size");
        var condition = WriteCondition.Read(input.Expected, input.ConditionalOperator, input.ConditionExpression, input.ExpressionAttributeNames, input.ExpressionAttributeValues);
        var write = ItemWrite.Put(key, input.Item, condition.Node, condition.NestedHeads, input.ReturnValuesOnConditionCheckFailure == "ALL_OLD");
        var showsOld = input.ReturnValues == "ALL_OLD";
        return await WriteAsync(
            async (tx, spending) =>
            {
                var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
                var written = await WriteAsync(tx, write, call.Now, showsOld || capacity is not null);
                capacity?.Write(written.Table, written.Before, written.After);
                return new PutItemOutput
                {
                    Attributes = showsOld ? written.Before : null,
                    ConsumedCapacity = capacity?.Total(),
                    ItemCollectionMetrics = await CollectionRules.MetricsAsync(tx, input.ReturnItemCollectionMetrics, written.Table, write.Item),
                };
            },
            call);
    }

    public async ValueTask<DeleteItemOutput> DeleteItem(DeleteItemInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        WriteWords.Check(input.ReturnConsumedCapacity, input.ReturnItemCollectionMetrics, input.ReturnValues, input.ConditionalOperator, input.ReturnValuesOnConditionCheckFailure);
        ParameterRules.Check(
            [("ConditionExpression", input.ConditionExpression)], [("Expected", input.Expected is not null)],
            input.ExpressionAttributeNames is not null, input.ExpressionAttributeValues is not null);
        ItemRules.CheckValues(input.Key);
        if (input.ReturnValues is not (null or "NONE" or "ALL_OLD")) throw Faults.Validation("ReturnValues can only be ALL_OLD or NONE");
        var condition = WriteCondition.Read(input.Expected, input.ConditionalOperator, input.ConditionExpression, input.ExpressionAttributeNames, input.ExpressionAttributeValues);
        var write = new ItemWrite
        {
            Kind = WriteKind.Delete,
            Table = key,
            Item = input.Key,
            Condition = condition.Node,
            NestedHeads = condition.NestedHeads,
            ShowsItem = input.ReturnValuesOnConditionCheckFailure == "ALL_OLD",
        };
        var showsOld = input.ReturnValues == "ALL_OLD";
        return await WriteAsync(
            async (tx, spending) =>
            {
                var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
                var written = await WriteAsync(tx, write, call.Now, showsOld || capacity is not null);
                capacity?.Write(written.Table, written.Before, null);
                return new DeleteItemOutput
                {
                    Attributes = showsOld ? written.Before : null,
                    ConsumedCapacity = capacity?.Total(),
                    ItemCollectionMetrics = await CollectionRules.MetricsAsync(tx, input.ReturnItemCollectionMetrics, written.Table, write.Item),
                };
            },
            call);
    }
}
