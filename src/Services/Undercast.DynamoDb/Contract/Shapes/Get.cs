using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Get
{
    public required AttributeMap Key { get; init; }
    public string? TableName { get; init; }
    public string? ProjectionExpression { get; init; }
    [Elements(MaxLength = 65535)] public IReadOnlyDictionary<string, string>? ExpressionAttributeNames { get; init; }
}
