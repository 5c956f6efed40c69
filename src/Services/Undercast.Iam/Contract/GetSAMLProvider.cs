using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetSAMLProviderInput
{
    [Length(min: 20, max: 2048)] public required string SAMLProviderArn { get; init; }
}

public sealed record GetSAMLProviderOutput
{
    [Length(min: 22, max: 64), Pattern(@"[A-Z0-9]+")] public string? SAMLProviderUUID { get; init; }
    [Length(min: 1000, max: 10000000)] public string? SAMLMetadataDocument { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
