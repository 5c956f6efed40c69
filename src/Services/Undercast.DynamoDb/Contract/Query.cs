using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record QueryInput
{
    public string? TableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [OneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")] public string? Select { get; init; }
    [Length(min: 1), Elements(MaxLength = 65535)] public IReadOnlyList<string>? AttributesToGet { get; init; }
    public int? Limit { get; init; }
    public bool? ConsistentRead { get; init; }
    public IReadOnlyDictionary<string, Condition>? KeyConditions { get; init; }
    public IReadOnlyDictionary<string, Condition>? QueryFilter { get; init; }
    [OneOf("OR", "AND")] public string? ConditionalOperator { get; init; }
    public bool? ScanIndexForward { get; init; }
    public AttributeMap? ExclusiveStartKey { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    public string? ProjectionExpression { get; init; }
    public string? FilterExpression { get; init; }
    public string? KeyConditionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
    public AttributeMap? ExpressionAttributeValues { get; init; }
}

public sealed record QueryOutput
{
    public IReadOnlyList<AttributeMap>? Items { get; init; }
    public int? Count { get; init; }
    public int? ScannedCount { get; init; }
    public AttributeMap? LastEvaluatedKey { get; init; }
    public ConsumedCapacity? ConsumedCapacity { get; init; }
}
