using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ReplicationGroupUpdate
{
    public CreateReplicationGroupMemberAction? Create { get; init; }
    public UpdateReplicationGroupMemberAction? Update { get; init; }
    public DeleteReplicationGroupMemberAction? Delete { get; init; }
}

[NotSupportedMember("GlobalSecondaryIndexes")]
public sealed record CreateReplicationGroupMemberAction
{
    public required string RegionName { get; init; }
    public string? KMSMasterKeyId { get; init; }
    public ProvisionedThroughputOverride? ProvisionedThroughputOverride { get; init; }
    public OnDemandThroughputOverride? OnDemandThroughputOverride { get; init; }
    [OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS")] public string? TableClassOverride { get; init; }
}

[NotSupportedMember("GlobalSecondaryIndexes")]
public sealed record UpdateReplicationGroupMemberAction
{
    public required string RegionName { get; init; }
    public string? KMSMasterKeyId { get; init; }
    public ProvisionedThroughputOverride? ProvisionedThroughputOverride { get; init; }
    public OnDemandThroughputOverride? OnDemandThroughputOverride { get; init; }
    [OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS")] public string? TableClassOverride { get; init; }
}

public sealed record DeleteReplicationGroupMemberAction
{
    public required string RegionName { get; init; }
}

public sealed record ProvisionedThroughputOverride
{
    [Range(min: 1)] public long? ReadCapacityUnits { get; init; }
}

public sealed record OnDemandThroughputOverride
{
    public long? MaxReadRequestUnits { get; init; }
}

public sealed record ReplicaDescription
{
    public string? RegionName { get; init; }
    [OneOf("CREATING", "CREATION_FAILED", "UPDATING", "DELETING", "ACTIVE", "REGION_DISABLED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED")]
    public string? ReplicaStatus { get; init; }
    public string? ReplicaArn { get; init; }
    public string? KMSMasterKeyId { get; init; }
    public ProvisionedThroughputOverride? ProvisionedThroughputOverride { get; init; }
    public OnDemandThroughputOverride? OnDemandThroughputOverride { get; init; }
    public TableClassSummary? ReplicaTableClassSummary { get; init; }
}
