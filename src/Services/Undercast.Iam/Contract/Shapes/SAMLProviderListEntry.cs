using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record SAMLProviderListEntry
{
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
}
