using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AccountTakeoverActionsType
{
    public AccountTakeoverActionType? LowAction { get; init; }
    public AccountTakeoverActionType? MediumAction { get; init; }
    public AccountTakeoverActionType? HighAction { get; init; }
}
