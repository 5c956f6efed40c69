using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record UpdateTableReplicaAutoScalingInput
{
    [Length(min: 1)] public IReadOnlyList<GlobalSecondaryIndexAutoScalingUpdate>? GlobalSecondaryIndexUpdates { get; init; }
    [Length(min: 1, max: 1024)] public required string TableName { get; init; }
    public AutoScalingSettingsUpdate? ProvisionedWriteCapacityAutoScalingUpdate { get; init; }
    [Length(min: 1)] public IReadOnlyList<ReplicaAutoScalingUpdate>? ReplicaUpdates { get; init; }
}

public sealed record UpdateTableReplicaAutoScalingOutput
{
    public TableAutoScalingDescription? TableAutoScalingDescription { get; init; }
}
