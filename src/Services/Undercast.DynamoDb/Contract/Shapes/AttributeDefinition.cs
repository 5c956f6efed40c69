using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AttributeDefinition
{
    [Length(min: 1, max: 255)] public required string AttributeName { get; init; }
    [OneOf("B", "N", "S")] public required string AttributeType { get; init; }
}
