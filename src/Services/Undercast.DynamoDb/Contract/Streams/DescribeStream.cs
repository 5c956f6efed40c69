using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record DescribeStreamInput
{
    [Length(min: 37, max: 1024)] public required string StreamArn { get; init; }
    [Range(min: 1)] public int? Limit { get; init; }
    [Length(min: 28, max: 65)] public string? ExclusiveStartShardId { get; init; }
    public ShardFilter? ShardFilter { get; init; }
}

public sealed record DescribeStreamOutput
{
    public StreamDescription? StreamDescription { get; init; }
}
