using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CompromisedCredentialsActionsType
{
    [OneOf("BLOCK", "NO_ACTION")] public required string EventAction { get; init; }
}
