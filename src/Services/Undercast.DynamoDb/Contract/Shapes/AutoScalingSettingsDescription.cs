using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AutoScalingSettingsDescription
{
    [Range(min: 1)] public long? MinimumUnits { get; init; }
    [Range(min: 1)] public long? MaximumUnits { get; init; }
    public bool? AutoScalingDisabled { get; init; }
    public string? AutoScalingRoleArn { get; init; }
    public IReadOnlyList<AutoScalingPolicyDescription>? ScalingPolicies { get; init; }
}
