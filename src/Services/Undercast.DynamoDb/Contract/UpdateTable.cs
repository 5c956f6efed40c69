using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

[NotSupportedMember("MultiRegionConsistency"), NotSupportedMember("GlobalTableWitnessUpdates"), NotSupportedMember("GlobalTableSettingsReplicationMode")]
public sealed record UpdateTableInput
{
    public IReadOnlyList<AttributeDefinition>? AttributeDefinitions { get; init; }
    public string? TableName { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingMode { get; init; }
    public ProvisionedThroughput? ProvisionedThroughput { get; init; }
    public IReadOnlyList<GlobalSecondaryIndexUpdate>? GlobalSecondaryIndexUpdates { get; init; }
    public StreamSpecification? StreamSpecification { get; init; }
    public SSESpecification? SSESpecification { get; init; }
    [OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS")] public string? TableClass { get; init; }
    public bool? DeletionProtectionEnabled { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    public WarmThroughput? WarmThroughput { get; init; }
    [Length(min: 1)] public IReadOnlyList<ReplicationGroupUpdate>? ReplicaUpdates { get; init; }
}

public sealed record UpdateTableOutput
{
    public TableDescription? TableDescription { get; init; }
}
