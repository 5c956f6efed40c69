using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<UpdateItemOutput> UpdateItem(UpdateItemInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        WriteWords.CheckUpdate(input.ReturnValues);
        WriteWords.Check(input.ReturnConsumedCapacity, input.ReturnItemCollectionMetrics, input.ReturnValues, input.ConditionalOperator, input.ReturnValuesOnConditionCheckFailure);
        ParameterRules.Check(
            [("UpdateExpression", input.UpdateExpression), ("ConditionExpression", input.ConditionExpression)],
            [("AttributeUpdates", input.AttributeUpdates is not null), ("Expected", input.Expected is not null)],
            input.ExpressionAttributeNames is not null, input.ExpressionAttributeValues is not null);
        ItemRules.CheckValues(input.Key);
        var write = ReadUpdate(input, key);
        var changed = input.ReturnValues is "UPDATED_OLD" or "UPDATED_NEW" ? new Projections(write.Actions.Select(a => a.Path).ToArray()) : null;
        return await WriteAsync(
            async (tx, spending) =>
            {
                var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
                var written = await WriteAsync(tx, write, call.Now, needsBefore: true);
                capacity?.Write(written.Table, written.Before, written.After);
                return new UpdateItemOutput
                {
                    Attributes = input.ReturnValues switch
                    {
                        "ALL_OLD" => written.Before,
                        "ALL_NEW" => written.After,
                        "UPDATED_OLD" => Part(changed!, written.Before),
                        "UPDATED_NEW" => Part(changed!, written.After),
                        _ => null,
                    },
                    ConsumedCapacity = capacity?.Total(),
                    ItemCollectionMetrics = await CollectionRules.MetricsAsync(tx, input.ReturnItemCollectionMetrics, written.Table, write.Item),
                };
            },
            call);
    }

    private static ItemWrite ReadUpdate(UpdateItemInput input, TableKey key)
    {
        var write = new ItemWrite
        {
            Kind = WriteKind.Update,
            Table = key,
            Item = input.Key,
            Standalone = true,
            ShowsItem = input.ReturnValuesOnConditionCheckFailure == "ALL_OLD",
        };
        if (input.UpdateExpression is null && input.ConditionExpression is null)
        {
            var actions = LegacyUpdates.Read(input.AttributeUpdates);
            return write with { Legacy = true, Actions = actions, Condition = LegacyConditions.Expected(input.Expected, input.ConditionalOperator) };
        }
        var scope = new ExpressionScope(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
        var update = input.UpdateExpression is { } text ? UpdateParser.Parse(text, scope) : null;
        var condition = WriteCondition.Read(input.ConditionExpression, scope);
        scope.CheckUsed();
        return write with
        {
            Actions = update?.Actions ?? [],
            NestedUpdateHeads = update?.NestedHeads,
            Condition = condition.Node,
            NestedHeads = condition.NestedHeads,
        };
    }

    private static AttributeMap? Part(Projections changed, AttributeMap? item) => item is not null && changed.Of(item) is { Count: > 0 } part ? part : null;
}
