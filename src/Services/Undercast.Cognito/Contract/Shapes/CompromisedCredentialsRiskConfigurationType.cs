using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CompromisedCredentialsRiskConfigurationType
{
    public IReadOnlyList<string>? EventFilter { get; init; }
    public required CompromisedCredentialsActionsType Actions { get; init; }
}
