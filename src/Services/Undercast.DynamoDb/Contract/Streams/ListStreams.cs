using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record ListStreamsInput
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Range(min: 1)] public int? Limit { get; init; }
    [Length(min: 37, max: 1024)] public string? ExclusiveStartStreamArn { get; init; }
}

public sealed record ListStreamsOutput
{
    public IReadOnlyList<Stream>? Streams { get; init; }
    [Length(min: 37, max: 1024)] public string? LastEvaluatedStreamArn { get; init; }
}
