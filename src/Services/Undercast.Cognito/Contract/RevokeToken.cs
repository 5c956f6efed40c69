using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RevokeTokenInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string Token { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Sensitive, Length(min: 24, max: 64), Pattern(@"[\w+]+")] public string? ClientSecret { get; init; }
}

public sealed record RevokeTokenOutput
{
}
