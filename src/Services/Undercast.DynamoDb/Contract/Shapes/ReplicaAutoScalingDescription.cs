using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ReplicaAutoScalingDescription
{
    public string? RegionName { get; init; }
    public IReadOnlyList<ReplicaGlobalSecondaryIndexAutoScalingDescription>? GlobalSecondaryIndexes { get; init; }
    public AutoScalingSettingsDescription? ReplicaProvisionedReadCapacityAutoScalingSettings { get; init; }
    public AutoScalingSettingsDescription? ReplicaProvisionedWriteCapacityAutoScalingSettings { get; init; }
    [OneOf("CREATING", "CREATION_FAILED", "UPDATING", "DELETING", "ACTIVE", "REGION_DISABLED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED")]
    public string? ReplicaStatus { get; init; }
}
