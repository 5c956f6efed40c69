using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record TagOpenIDConnectProviderInput
{
    [Length(min: 20, max: 2048)] public required string OpenIDConnectProviderArn { get; init; }
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
}
