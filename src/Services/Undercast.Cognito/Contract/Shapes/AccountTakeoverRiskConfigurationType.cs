using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AccountTakeoverRiskConfigurationType
{
    public NotifyConfigurationType? NotifyConfiguration { get; init; }
    public required AccountTakeoverActionsType Actions { get; init; }
}
