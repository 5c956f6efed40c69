using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminSetUserMFAPreferenceInput
{
    public SMSMfaSettingsType? SMSMfaSettings { get; init; }
    public SoftwareTokenMfaSettingsType? SoftwareTokenMfaSettings { get; init; }
    public EmailMfaSettingsType? EmailMfaSettings { get; init; }
    public WebAuthnMfaSettingsType? WebAuthnMfaSettings { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
}

public sealed record AdminSetUserMFAPreferenceOutput
{
}
