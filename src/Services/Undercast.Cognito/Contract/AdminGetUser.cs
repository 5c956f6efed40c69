using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminGetUserInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
}

public sealed record AdminGetUserOutput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    public IReadOnlyList<AttributeType>? UserAttributes { get; init; }
    public DateTimeOffset? UserCreateDate { get; init; }
    public DateTimeOffset? UserLastModifiedDate { get; init; }
    public bool? Enabled { get; init; }
    [OneOf("UNCONFIRMED", "CONFIRMED", "ARCHIVED", "COMPROMISED", "UNKNOWN", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD", "EXTERNAL_PROVIDER")]
    public string? UserStatus { get; init; }
    public IReadOnlyList<MFAOptionType>? MFAOptions { get; init; }
    [Length(min: 0, max: 131072)] public string? PreferredMfaSetting { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? UserMFASettingList { get; init; }
}
