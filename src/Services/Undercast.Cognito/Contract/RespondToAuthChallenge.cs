using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RespondToAuthChallengeInput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [OneOf("SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP")]
    public required string ChallengeName { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
    [Sensitive, Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ChallengeResponses { get; init; }
    public AnalyticsMetadataType? AnalyticsMetadata { get; init; }
    [Sensitive] public UserContextDataType? UserContextData { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record RespondToAuthChallengeOutput
{
    [OneOf("SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP")]
    public string? ChallengeName { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ChallengeParameters { get; init; }
    public AuthenticationResultType? AuthenticationResult { get; init; }
}
