using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AutoScalingPolicyDescription
{
    [Length(min: 1, max: 256), Pattern(@"\p{Print}+")] public string? PolicyName { get; init; }
    public AutoScalingTargetTrackingScalingPolicyConfigurationDescription? TargetTrackingScalingPolicyConfiguration { get; init; }
}
