using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UsernameConfigurationType
{
    public required bool CaseSensitive { get; init; }
}
