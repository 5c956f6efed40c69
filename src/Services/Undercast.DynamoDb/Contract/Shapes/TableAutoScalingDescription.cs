using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TableAutoScalingDescription
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED")]
    public string? TableStatus { get; init; }
    public IReadOnlyList<ReplicaAutoScalingDescription>? Replicas { get; init; }
}
