using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetUserAuthFactorsInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record GetUserAuthFactorsOutput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Length(min: 0, max: 131072)] public string? PreferredMfaSetting { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? UserMFASettingList { get; init; }
    [Length(min: 0, max: 8)] public IReadOnlyList<string>? ConfiguredUserAuthFactors { get; init; }
}
