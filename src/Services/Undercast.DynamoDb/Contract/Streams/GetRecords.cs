using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record GetRecordsInput
{
    [Length(min: 1, max: 2048)] public required string ShardIterator { get; init; }
    [Range(min: 1)] public int? Limit { get; init; }
}

public sealed record GetRecordsOutput
{
    public IReadOnlyList<Record>? Records { get; init; }
    [Length(min: 1, max: 2048)] public string? NextShardIterator { get; init; }
}
