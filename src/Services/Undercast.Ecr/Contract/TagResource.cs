using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record TagResourceInput
{
    [WireName("resourceArn")] public required string ResourceArn { get; init; }
    [WireName("tags")] public required IReadOnlyList<Tag> Tags { get; init; }
}

public sealed record TagResourceOutput
{
}
