using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AccountTakeoverActionType
{
    public required bool Notify { get; init; }
    [OneOf("BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION")] public required string EventAction { get; init; }
}
