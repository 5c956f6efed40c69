using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Condition
{
    public IReadOnlyList<AttributeValue>? AttributeValueList { get; init; }
    [OneOf("IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS")]
    public required string ComparisonOperator { get; init; }
}
