using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ProviderDescription
{
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public string? ProviderName { get; init; }
    [OneOf("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC")] public string? ProviderType { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
}
