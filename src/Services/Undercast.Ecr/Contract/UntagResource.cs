using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record UntagResourceInput
{
    [WireName("resourceArn")] public required string ResourceArn { get; init; }
    [WireName("tagKeys")] public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record UntagResourceOutput
{
}
