using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExpectedAttributeValue
{
    public AttributeValue? Value { get; init; }
    public bool? Exists { get; init; }
    [OneOf("IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS")]
    public string? ComparisonOperator { get; init; }
    public IReadOnlyList<AttributeValue>? AttributeValueList { get; init; }
}
