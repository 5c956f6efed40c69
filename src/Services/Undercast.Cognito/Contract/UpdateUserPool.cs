using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateUserPoolInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    public UserPoolPolicyType? Policies { get; init; }
    [OneOf("ACTIVE", "INACTIVE")] public string? DeletionProtection { get; init; }
    public LambdaConfigType? LambdaConfig { get; init; }
    public IReadOnlyList<string>? AutoVerifiedAttributes { get; init; }
    [Length(min: 6, max: 140), Pattern(@".*\{####\}.*")] public string? SmsVerificationMessage { get; init; }
    [Length(min: 6, max: 20000)]
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*")]
    public string? EmailVerificationMessage { get; init; }
    [Length(min: 1, max: 140), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public string? EmailVerificationSubject { get; init; }
    public VerificationMessageTemplateType? VerificationMessageTemplate { get; init; }
    [Length(min: 6, max: 140), Pattern(@".*\{####\}.*")] public string? SmsAuthenticationMessage { get; init; }
    public UserAttributeUpdateSettingsType? UserAttributeUpdateSettings { get; init; }
    [OneOf("OFF", "ON", "OPTIONAL")] public string? MfaConfiguration { get; init; }
    public DeviceConfigurationType? DeviceConfiguration { get; init; }
    public EmailConfigurationType? EmailConfiguration { get; init; }
    public SmsConfigurationType? SmsConfiguration { get; init; }
    [Elements(MinLength = 0, MaxLength = 256)] public IReadOnlyDictionary<string, string>? UserPoolTags { get; init; }
    public AdminCreateUserConfigType? AdminCreateUserConfig { get; init; }
    public UserPoolAddOnsType? UserPoolAddOns { get; init; }
    public AccountRecoverySettingType? AccountRecoverySetting { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? PoolName { get; init; }
    [OneOf("LITE", "ESSENTIALS", "PLUS")] public string? UserPoolTier { get; init; }
}

public sealed record UpdateUserPoolOutput
{
}
