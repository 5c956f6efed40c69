using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

// The words of the members are checked behind the name of the table (WriteWords), which AWS looks at first.
public sealed record UpdateItemInput
{
    public string? TableName { get; init; }
    public required AttributeMap Key { get; init; }
    public IReadOnlyDictionary<string, AttributeValueUpdate>? AttributeUpdates { get; init; }
    public IReadOnlyDictionary<string, ExpectedAttributeValue>? Expected { get; init; }
    public string? ConditionalOperator { get; init; }
    public string? ReturnValues { get; init; }
    public string? ReturnConsumedCapacity { get; init; }
    public string? ReturnItemCollectionMetrics { get; init; }
    public string? UpdateExpression { get; init; }
    public string? ConditionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
    public AttributeMap? ExpressionAttributeValues { get; init; }
    public string? ReturnValuesOnConditionCheckFailure { get; init; }
}

public sealed record UpdateItemOutput
{
    public AttributeMap? Attributes { get; init; }
    public ConsumedCapacity? ConsumedCapacity { get; init; }
    public ItemCollectionMetrics? ItemCollectionMetrics { get; init; }
}
