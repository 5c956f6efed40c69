using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record UpdateGlobalSecondaryIndexAction
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string IndexName { get; init; }
    public ProvisionedThroughput? ProvisionedThroughput { get; init; }
    public OnDemandThroughput? OnDemandThroughput { get; init; }
    public WarmThroughput? WarmThroughput { get; init; }
}
