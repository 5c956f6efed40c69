using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeviceConfigurationType
{
    public bool? ChallengeRequiredOnNewDevice { get; init; }
    public bool? DeviceOnlyRememberedOnUserPrompt { get; init; }
}
