using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AutoScalingTargetTrackingScalingPolicyConfigurationDescription
{
    public bool? DisableScaleIn { get; init; }
    public int? ScaleInCooldown { get; init; }
    public int? ScaleOutCooldown { get; init; }
    public required double TargetValue { get; init; }
}
