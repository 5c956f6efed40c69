using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateOpenIDConnectProviderInput
{
    [Length(min: 1, max: 255)] public required string Url { get; init; }
    [Elements(MinLength = 1, MaxLength = 255)] public IReadOnlyList<string>? ClientIDList { get; init; }
    [Elements(MinLength = 40, MaxLength = 40)] public IReadOnlyList<string>? ThumbprintList { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateOpenIDConnectProviderOutput
{
    [Length(min: 20, max: 2048)] public string? OpenIDConnectProviderArn { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
