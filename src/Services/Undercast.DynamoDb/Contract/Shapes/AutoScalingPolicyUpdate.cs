using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AutoScalingPolicyUpdate
{
    [Length(min: 1, max: 256), Pattern(@"\p{Print}+")] public string? PolicyName { get; init; }
    public required AutoScalingTargetTrackingScalingPolicyConfigurationUpdate TargetTrackingScalingPolicyConfiguration { get; init; }
}
