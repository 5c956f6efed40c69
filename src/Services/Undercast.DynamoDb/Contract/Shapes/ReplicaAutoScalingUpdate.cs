using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ReplicaAutoScalingUpdate
{
    public required string RegionName { get; init; }
    public IReadOnlyList<ReplicaGlobalSecondaryIndexAutoScalingUpdate>? ReplicaGlobalSecondaryIndexUpdates { get; init; }
    public AutoScalingSettingsUpdate? ReplicaProvisionedReadCapacityAutoScalingUpdate { get; init; }
}
