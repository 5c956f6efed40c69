using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ReplicaGlobalSecondaryIndexAutoScalingDescription
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE")] public string? IndexStatus { get; init; }
    public AutoScalingSettingsDescription? ProvisionedReadCapacityAutoScalingSettings { get; init; }
    public AutoScalingSettingsDescription? ProvisionedWriteCapacityAutoScalingSettings { get; init; }
}
