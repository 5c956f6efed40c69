using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserPoolType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? Id { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? Name { get; init; }
    public UserPoolPolicyType? Policies { get; init; }
    [OneOf("ACTIVE", "INACTIVE")] public string? DeletionProtection { get; init; }
    public LambdaConfigType? LambdaConfig { get; init; }
    [OneOf("Enabled", "Disabled")] public string? Status { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    [Length(min: 1, max: 50)] public IReadOnlyList<SchemaAttributeType>? SchemaAttributes { get; init; }
    public IReadOnlyList<string>? AutoVerifiedAttributes { get; init; }
    public IReadOnlyList<string>? AliasAttributes { get; init; }
    public IReadOnlyList<string>? UsernameAttributes { get; init; }
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
    public int? EstimatedNumberOfUsers { get; init; }
    public EmailConfigurationType? EmailConfiguration { get; init; }
    public SmsConfigurationType? SmsConfiguration { get; init; }
    [Elements(MinLength = 0, MaxLength = 256)] public IReadOnlyDictionary<string, string>? UserPoolTags { get; init; }
    [Length(min: 0, max: 131072)] public string? SmsConfigurationFailure { get; init; }
    [Length(min: 0, max: 131072)] public string? EmailConfigurationFailure { get; init; }
    [Length(min: 1, max: 63), Pattern(@"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$")] public string? Domain { get; init; }
    [Length(min: 1, max: 63), Pattern(@"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$")] public string? CustomDomain { get; init; }
    public AdminCreateUserConfigType? AdminCreateUserConfig { get; init; }
    public UserPoolAddOnsType? UserPoolAddOns { get; init; }
    public UsernameConfigurationType? UsernameConfiguration { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? Arn { get; init; }
    public AccountRecoverySettingType? AccountRecoverySetting { get; init; }
    [OneOf("LITE", "ESSENTIALS", "PLUS")] public string? UserPoolTier { get; init; }
}
