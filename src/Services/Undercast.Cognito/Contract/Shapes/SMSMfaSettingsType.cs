using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SMSMfaSettingsType
{
    public bool? Enabled { get; init; }
    public bool? PreferredMfa { get; init; }
}
