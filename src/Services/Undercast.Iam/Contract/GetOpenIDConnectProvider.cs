using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetOpenIDConnectProviderInput
{
    [Length(min: 20, max: 2048)] public required string OpenIDConnectProviderArn { get; init; }
}

public sealed record GetOpenIDConnectProviderOutput
{
    [Length(min: 1, max: 255)] public string? Url { get; init; }
    [Elements(MinLength = 1, MaxLength = 255)] public IReadOnlyList<string>? ClientIDList { get; init; }
    [Elements(MinLength = 40, MaxLength = 40)] public IReadOnlyList<string>? ThumbprintList { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
