using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TableCreationParameters
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string TableName { get; init; }
    public required IReadOnlyList<AttributeDefinition> AttributeDefinitions { get; init; }
    [Length(min: 1)] public required IReadOnlyList<KeySchemaElement> KeySchema { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingMode { get; init; }
    public ProvisionedThroughput? ProvisionedThroughput { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    public SSESpecification? SSESpecification { get; init; }
    public IReadOnlyList<GlobalSecondaryIndex>? GlobalSecondaryIndexes { get; init; }
}
