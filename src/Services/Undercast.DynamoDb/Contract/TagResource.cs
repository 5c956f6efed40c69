using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TagResourceInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
    public required IReadOnlyList<Tag> Tags { get; init; }
}
