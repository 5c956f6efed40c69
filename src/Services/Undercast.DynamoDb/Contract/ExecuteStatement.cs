using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExecuteStatementInput
{
    [Length(min: 1, max: 8192)] public required string Statement { get; init; }
    [Length(min: 1)] public IReadOnlyList<AttributeValue>? Parameters { get; init; }
    public bool? ConsistentRead { get; init; }
    [Length(min: 1, max: 32768)] public string? NextToken { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    [Range(min: 1)] public int? Limit { get; init; }
    [OneOf("ALL_OLD", "NONE")] public string? ReturnValuesOnConditionCheckFailure { get; init; }
}

public sealed record ExecuteStatementOutput
{
    public IReadOnlyList<AttributeMap>? Items { get; init; }
    [Length(min: 1, max: 32768)] public string? NextToken { get; init; }
    public ConsumedCapacity? ConsumedCapacity { get; init; }
    public AttributeMap? LastEvaluatedKey { get; init; }
}
