using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record PasswordPolicyType
{
    [Range(min: 6, max: 99)] public int? MinimumLength { get; init; }
    public bool? RequireUppercase { get; init; }
    public bool? RequireLowercase { get; init; }
    public bool? RequireNumbers { get; init; }
    public bool? RequireSymbols { get; init; }
    [Range(min: 0, max: 24)] public int? PasswordHistorySize { get; init; }
    [Range(min: 0, max: 365)] public int? TemporaryPasswordValidityDays { get; init; }
}
