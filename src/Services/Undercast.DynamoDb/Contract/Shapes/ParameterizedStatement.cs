using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ParameterizedStatement
{
    [Length(min: 1, max: 8192)] public required string Statement { get; init; }
    [Length(min: 1)] public IReadOnlyList<AttributeValue>? Parameters { get; init; }
    [OneOf("ALL_OLD", "NONE")] public string? ReturnValuesOnConditionCheckFailure { get; init; }
}
