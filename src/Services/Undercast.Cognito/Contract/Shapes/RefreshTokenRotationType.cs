using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RefreshTokenRotationType
{
    [OneOf("ENABLED", "DISABLED")] public required string Feature { get; init; }
    [Range(min: 0, max: 60)] public int? RetryGracePeriodSeconds { get; init; }
}
