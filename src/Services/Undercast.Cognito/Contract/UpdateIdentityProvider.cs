using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateIdentityProviderInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public required string ProviderName { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ProviderDetails { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? AttributeMapping { get; init; }
    [Length(min: 0, max: 50), Elements(MinLength = 1, MaxLength = 40, Pattern = @"[\w\s+=.@-]+")] public IReadOnlyList<string>? IdpIdentifiers { get; init; }
}

public sealed record UpdateIdentityProviderOutput
{
    public required IdentityProviderType IdentityProvider { get; init; }
}
