using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record RestoreTableFromBackupInput
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string TargetTableName { get; init; }
    [Length(min: 37, max: 1024)] public required string BackupArn { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingModeOverride { get; init; }
    public IReadOnlyList<GlobalSecondaryIndex>? GlobalSecondaryIndexOverride { get; init; }
    public IReadOnlyList<LocalSecondaryIndex>? LocalSecondaryIndexOverride { get; init; }
    public ProvisionedThroughput? ProvisionedThroughputOverride { get; init; }
    public OnDemandThroughput? OnDemandThroughputOverride { get; init; }
    public SSESpecification? SSESpecificationOverride { get; init; }
}

public sealed record RestoreTableFromBackupOutput
{
    public TableDescription? TableDescription { get; init; }
}
