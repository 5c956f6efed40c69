using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SetUserMFAPreferenceInput
{
    public SMSMfaSettingsType? SMSMfaSettings { get; init; }
    public SoftwareTokenMfaSettingsType? SoftwareTokenMfaSettings { get; init; }
    public EmailMfaSettingsType? EmailMfaSettings { get; init; }
    public WebAuthnMfaSettingsType? WebAuthnMfaSettings { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record SetUserMFAPreferenceOutput
{
}
