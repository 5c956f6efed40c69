using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record Shard
{
    [Length(min: 28, max: 65)] public string? ShardId { get; init; }
    public SequenceNumberRange? SequenceNumberRange { get; init; }
    [Length(min: 28, max: 65)] public string? ParentShardId { get; init; }
}
