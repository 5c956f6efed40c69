using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record ShardFilter
{
    [OneOf("CHILD_SHARDS")] public string? Type { get; init; }
    [Length(min: 28, max: 65)] public string? ShardId { get; init; }
}
