using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PasswordPolicy
{
    [Range(min: 6, max: 128)] public int? MinimumPasswordLength { get; init; }
    public bool? RequireSymbols { get; init; }
    public bool? RequireNumbers { get; init; }
    public bool? RequireUppercaseCharacters { get; init; }
    public bool? RequireLowercaseCharacters { get; init; }
    public bool? AllowUsersToChangePassword { get; init; }
    public bool? ExpirePasswords { get; init; }
    [Range(min: 1, max: 1095)] public int? MaxPasswordAge { get; init; }
    [Range(min: 1, max: 24)] public int? PasswordReusePrevention { get; init; }
    public bool? HardExpiry { get; init; }
}
