using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SmsMfaConfigType
{
    [Length(min: 6, max: 140), Pattern(@".*\{####\}.*")] public string? SmsAuthenticationMessage { get; init; }
    public SmsConfigurationType? SmsConfiguration { get; init; }
}
