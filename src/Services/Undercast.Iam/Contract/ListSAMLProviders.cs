using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListSAMLProvidersInput
{
}

public sealed record ListSAMLProvidersOutput
{
    public IReadOnlyList<SAMLProviderListEntry>? SAMLProviderList { get; init; }
}
