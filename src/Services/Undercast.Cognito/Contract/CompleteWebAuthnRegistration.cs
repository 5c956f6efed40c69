using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CompleteWebAuthnRegistrationInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    public required System.Text.Json.JsonElement Credential { get; init; }
}

public sealed record CompleteWebAuthnRegistrationOutput
{
}
