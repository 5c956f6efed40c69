using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record GetOpenIdTokenForDeveloperIdentityInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [Length(max: 10), Elements(MinLength = 1, MaxLength = 50000)] public required IReadOnlyDictionary<string, string> Logins { get; init; }
    [Length(max: 50), Elements(MinLength = 1, MaxLength = 256)] public IReadOnlyDictionary<string, string>? PrincipalTags { get; init; }
    [Range(min: 1, max: 86400)] public long? TokenDuration { get; init; }
}

public sealed record GetOpenIdTokenForDeveloperIdentityOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [Sensitive] public string? Token { get; init; }
}
