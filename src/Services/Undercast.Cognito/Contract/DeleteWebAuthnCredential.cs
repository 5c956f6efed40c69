using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeleteWebAuthnCredentialInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Length(min: 0, max: 131072)] public required string CredentialId { get; init; }
}

public sealed record DeleteWebAuthnCredentialOutput
{
}
