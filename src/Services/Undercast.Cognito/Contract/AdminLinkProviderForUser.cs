using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminLinkProviderForUserInput
{
    [Length(min: 0, max: 131072)] public required string UserPoolId { get; init; }
    public required ProviderUserIdentifierType DestinationUser { get; init; }
    public required ProviderUserIdentifierType SourceUser { get; init; }
}

public sealed record AdminLinkProviderForUserOutput
{
}
