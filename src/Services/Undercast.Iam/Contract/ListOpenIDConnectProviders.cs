using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListOpenIDConnectProvidersInput
{
}

public sealed record ListOpenIDConnectProvidersOutput
{
    public IReadOnlyList<OpenIDConnectProviderListEntry>? OpenIDConnectProviderList { get; init; }
}
