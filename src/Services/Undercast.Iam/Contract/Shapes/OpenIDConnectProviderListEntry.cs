using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record OpenIDConnectProviderListEntry
{
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
}
