using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TableDescription
{
    public IReadOnlyList<AttributeDefinition>? AttributeDefinitions { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Length(min: 1)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED")]
    public string? TableStatus { get; init; }
    public DateTimeOffset? CreationDateTime { get; init; }
    public ProvisionedThroughputDescription? ProvisionedThroughput { get; init; }
    public long? TableSizeBytes { get; init; }
    public long? ItemCount { get; init; }
    public string? TableArn { get; init; }
    [Pattern(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")] public string? TableId { get; init; }
    public BillingModeSummary? BillingModeSummary { get; init; }
    public IReadOnlyList<LocalSecondaryIndexDescription>? LocalSecondaryIndexes { get; init; }
    public IReadOnlyList<GlobalSecondaryIndexDescription>? GlobalSecondaryIndexes { get; init; }
    public StreamSpecification? StreamSpecification { get; init; }
    public string? LatestStreamLabel { get; init; }
    [Length(min: 37, max: 1024)] public string? LatestStreamArn { get; init; }
    public string? GlobalTableVersion { get; init; }
    public IReadOnlyList<ReplicaDescription>? Replicas { get; init; }
    public RestoreSummary? RestoreSummary { get; init; }
    public SSEDescription? SSEDescription { get; init; }
    public TableClassSummary? TableClassSummary { get; init; }
    public bool? DeletionProtectionEnabled { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    public TableWarmThroughputDescription? WarmThroughput { get; init; }
}
