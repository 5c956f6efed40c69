using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BackedUpGlobalIndex
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [Length(min: 1)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    public Projection? Projection { get; init; }
    public ProvisionedThroughput? ProvisionedThroughput { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
}
