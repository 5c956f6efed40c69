using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AutoScalingSettingsUpdate
{
    [Range(min: 1)] public long? MinimumUnits { get; init; }
    [Range(min: 1)] public long? MaximumUnits { get; init; }
    public bool? AutoScalingDisabled { get; init; }
    [Length(min: 1, max: 1600)]
    [Pattern(@"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    public string? AutoScalingRoleArn { get; init; }
    public AutoScalingPolicyUpdate? ScalingPolicyUpdate { get; init; }
}
