using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetIdentityProviderByIdentifierInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[\w\s+=.@-]+")] public required string IdpIdentifier { get; init; }
}

public sealed record GetIdentityProviderByIdentifierOutput
{
    public required IdentityProviderType IdentityProvider { get; init; }
}
