using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListWebAuthnCredentialsInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
    [Range(min: 0, max: 20)] public int? MaxResults { get; init; }
}

public sealed record ListWebAuthnCredentialsOutput
{
    public required IReadOnlyList<WebAuthnCredentialDescription> Credentials { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
