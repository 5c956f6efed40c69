using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record KeysAndAttributes
{
    [Length(min: 1)] public required IReadOnlyList<AttributeMap> Keys { get; init; }
    [Length(min: 1), Elements(MaxLength = 65535)] public IReadOnlyList<string>? AttributesToGet { get; init; }
    public bool? ConsistentRead { get; init; }
    public string? ProjectionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
}
