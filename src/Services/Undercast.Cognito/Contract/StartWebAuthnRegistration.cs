using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record StartWebAuthnRegistrationInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record StartWebAuthnRegistrationOutput
{
    public required System.Text.Json.JsonElement CredentialCreationOptions { get; init; }
}
