using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ReplicaGlobalSecondaryIndexAutoScalingUpdate
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    public AutoScalingSettingsUpdate? ProvisionedReadCapacityAutoScalingUpdate { get; init; }
}
