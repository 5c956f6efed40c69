using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

[NotSupportedMember("GlobalTableSourceArn"), NotSupportedMember("GlobalTableSettingsReplicationMode")]
public sealed record CreateTableInput
{
    public IReadOnlyList<AttributeDefinition>? AttributeDefinitions { get; init; }
    public string? TableName { get; init; }
    [Length(min: 1)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    public IReadOnlyList<LocalSecondaryIndex>? LocalSecondaryIndexes { get; init; }
    public IReadOnlyList<GlobalSecondaryIndex>? GlobalSecondaryIndexes { get; init; }
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingMode { get; init; }
    public ProvisionedThroughput? ProvisionedThroughput { get; init; }
    public StreamSpecification? StreamSpecification { get; init; }
    public SSESpecification? SSESpecification { get; init; }
    public IReadOnlyList<Tag>? Tags { get; init; }
    [OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS")] public string? TableClass { get; init; }
    public bool? DeletionProtectionEnabled { get; init; }
    public WarmThroughput? WarmThroughput { get; init; }
    public string? ResourcePolicy { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
}

public sealed record CreateTableOutput
{
    public TableDescription? TableDescription { get; init; }
}
