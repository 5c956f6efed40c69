using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record WebAuthnMfaSettingsType
{
    public bool? Enabled { get; init; }
}
