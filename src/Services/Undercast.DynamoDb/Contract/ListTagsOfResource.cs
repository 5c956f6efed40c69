using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListTagsOfResourceInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
    public string? NextToken { get; init; }
}

public sealed record ListTagsOfResourceOutput
{
    public IReadOnlyList<Tag>? Tags { get; init; }
    public string? NextToken { get; init; }
}
