using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record KeySchemaElement
{
    [Length(min: 1, max: 255)] public required string AttributeName { get; init; }
    [OneOf("HASH", "RANGE")] public required string KeyType { get; init; }
}
