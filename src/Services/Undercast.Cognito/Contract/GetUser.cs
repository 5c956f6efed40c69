using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetUserInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record GetUserOutput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    public required IReadOnlyList<AttributeType> UserAttributes { get; init; }
    public IReadOnlyList<MFAOptionType>? MFAOptions { get; init; }
    [Length(min: 0, max: 131072)] public string? PreferredMfaSetting { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? UserMFASettingList { get; init; }
}
