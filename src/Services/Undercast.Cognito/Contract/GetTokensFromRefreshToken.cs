using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetTokensFromRefreshTokenInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string RefreshToken { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Sensitive, Length(min: 24, max: 64), Pattern(@"[\w+]+")] public string? ClientSecret { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public string? DeviceKey { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record GetTokensFromRefreshTokenOutput
{
    public AuthenticationResultType? AuthenticationResult { get; init; }
}
