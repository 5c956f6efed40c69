using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record RemoveClientIDFromOpenIDConnectProviderInput
{
    [Length(min: 20, max: 2048)] public required string OpenIDConnectProviderArn { get; init; }
    [Length(min: 1, max: 255)] public required string ClientID { get; init; }
}
