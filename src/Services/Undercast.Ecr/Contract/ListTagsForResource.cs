using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record ListTagsForResourceInput
{
    [WireName("resourceArn")] public required string ResourceArn { get; init; }
}

public sealed record ListTagsForResourceOutput
{
    [WireName("tags")] public IReadOnlyList<Tag>? Tags { get; init; }
}
