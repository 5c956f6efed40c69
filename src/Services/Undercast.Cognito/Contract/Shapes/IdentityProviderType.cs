using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record IdentityProviderType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public string? ProviderName { get; init; }
    [OneOf("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC")] public string? ProviderType { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ProviderDetails { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? AttributeMapping { get; init; }
    [Length(min: 0, max: 50), Elements(MinLength = 1, MaxLength = 40, Pattern = @"[\w\s+=.@-]+")] public IReadOnlyList<string>? IdpIdentifiers { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
}
