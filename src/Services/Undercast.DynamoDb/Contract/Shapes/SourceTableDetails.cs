using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record SourceTableDetails
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string TableName { get; init; }
    [Pattern(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")] public required string TableId { get; init; }
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    public long? TableSizeBytes { get; init; }
    [Length(min: 1)] public required IReadOnlyList<KeySchemaElement> KeySchema { get; init; }
    public required DateTimeOffset TableCreationDateTime { get; init; }
    public required ProvisionedThroughput ProvisionedThroughput { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    [Range(min: 0)] public long? ItemCount { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingMode { get; init; }
}
