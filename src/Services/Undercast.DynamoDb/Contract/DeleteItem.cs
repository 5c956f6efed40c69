using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DeleteItemInput
{
    public string? TableName { get; init; }
    public required AttributeMap Key { get; init; }
    public IReadOnlyDictionary<string, ExpectedAttributeValue>? Expected { get; init; }
    [OneOf("OR", "AND")] public string? ConditionalOperator { get; init; }
    [OneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")] public string? ReturnValues { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    [OneOf("SIZE", "NONE")] public string? ReturnItemCollectionMetrics { get; init; }
    public string? ConditionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
    public AttributeMap? ExpressionAttributeValues { get; init; }
    [OneOf("ALL_OLD", "NONE")] public string? ReturnValuesOnConditionCheckFailure { get; init; }
}

public sealed record DeleteItemOutput
{
    public AttributeMap? Attributes { get; init; }
    public ConsumedCapacity? ConsumedCapacity { get; init; }
    public ItemCollectionMetrics? ItemCollectionMetrics { get; init; }
}
