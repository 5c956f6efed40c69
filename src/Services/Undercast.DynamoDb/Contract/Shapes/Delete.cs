using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Delete
{
    public required AttributeMap Key { get; init; }
    public string? TableName { get; init; }
    public string? ConditionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
    public AttributeMap? ExpressionAttributeValues { get; init; }
    [OneOf("ALL_OLD", "NONE")] public string? ReturnValuesOnConditionCheckFailure { get; init; }
}
