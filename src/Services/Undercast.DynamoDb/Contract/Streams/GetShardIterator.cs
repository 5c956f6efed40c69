using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record GetShardIteratorInput
{
    [Length(min: 37, max: 1024)] public required string StreamArn { get; init; }
    [Length(min: 28, max: 65)] public required string ShardId { get; init; }
    [OneOf("TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")] public required string ShardIteratorType { get; init; }
    [Length(min: 21, max: 40)] public string? SequenceNumber { get; init; }
}

public sealed record GetShardIteratorOutput
{
    [Length(min: 1, max: 2048)] public string? ShardIterator { get; init; }
}
