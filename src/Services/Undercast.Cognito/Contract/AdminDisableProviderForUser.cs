using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminDisableProviderForUserInput
{
    [Length(min: 0, max: 131072)] public required string UserPoolId { get; init; }
    public required ProviderUserIdentifierType User { get; init; }
}

public sealed record AdminDisableProviderForUserOutput
{
}
