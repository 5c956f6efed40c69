using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record GlobalSecondaryIndexDescription
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [Length(min: 1)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    public Projection? Projection { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE")] public string? IndexStatus { get; init; }
    public bool? Backfilling { get; init; }
    public ProvisionedThroughputDescription? ProvisionedThroughput { get; init; }
    public long? IndexSizeBytes { get; init; }
    public long? ItemCount { get; init; }
    public string? IndexArn { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    public GlobalSecondaryIndexWarmThroughputDescription? WarmThroughput { get; init; }
}
