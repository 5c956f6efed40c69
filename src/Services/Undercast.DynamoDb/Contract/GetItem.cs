using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record GetItemInput
{
    public string? TableName { get; init; }
    public required AttributeMap Key { get; init; }
    [Length(min: 1), Elements(MaxLength = 65535)] public IReadOnlyList<string>? AttributesToGet { get; init; }
    public bool? ConsistentRead { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    public string? ProjectionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
}

public sealed record GetItemOutput
{
    public AttributeMap? Item { get; init; }
    public ConsumedCapacity? ConsumedCapacity { get; init; }
}
