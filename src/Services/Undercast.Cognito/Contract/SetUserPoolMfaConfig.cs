using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SetUserPoolMfaConfigInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    public SmsMfaConfigType? SmsMfaConfiguration { get; init; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfaConfiguration { get; init; }
    public EmailMfaConfigType? EmailMfaConfiguration { get; init; }
    [OneOf("OFF", "ON", "OPTIONAL")] public string? MfaConfiguration { get; init; }
    public WebAuthnConfigurationType? WebAuthnConfiguration { get; init; }
}

public sealed record SetUserPoolMfaConfigOutput
{
    public SmsMfaConfigType? SmsMfaConfiguration { get; init; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfaConfiguration { get; init; }
    public EmailMfaConfigType? EmailMfaConfiguration { get; init; }
    [OneOf("OFF", "ON", "OPTIONAL")] public string? MfaConfiguration { get; init; }
    public WebAuthnConfigurationType? WebAuthnConfiguration { get; init; }
}
