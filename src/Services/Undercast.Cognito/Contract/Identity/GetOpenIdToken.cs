using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record GetOpenIdTokenInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityId { get; init; }
    [Length(max: 10), Elements(MinLength = 1, MaxLength = 50000)] public IReadOnlyDictionary<string, string>? Logins { get; init; }
}

public sealed record GetOpenIdTokenOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [Sensitive] public string? Token { get; init; }
}
