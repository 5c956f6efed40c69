using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record RestoreTableToPointInTimeInput
{
    [Length(min: 1, max: 1024)] public string? SourceTableArn { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? SourceTableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string TargetTableName { get; init; }
    public bool? UseLatestRestorableTime { get; init; }
    public DateTimeOffset? RestoreDateTime { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingModeOverride { get; init; }
    public IReadOnlyList<GlobalSecondaryIndex>? GlobalSecondaryIndexOverride { get; init; }
    public IReadOnlyList<LocalSecondaryIndex>? LocalSecondaryIndexOverride { get; init; }
    public ProvisionedThroughput? ProvisionedThroughputOverride { get; init; }
    public OnDemandThroughput? OnDemandThroughputOverride { get; init; }
    public SSESpecification? SSESpecificationOverride { get; init; }
}

public sealed record RestoreTableToPointInTimeOutput
{
    public TableDescription? TableDescription { get; init; }
}
