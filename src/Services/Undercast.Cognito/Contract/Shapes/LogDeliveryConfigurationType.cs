using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record LogDeliveryConfigurationType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 0, max: 2)] public required IReadOnlyList<LogConfigurationType> LogConfigurations { get; init; }
}
