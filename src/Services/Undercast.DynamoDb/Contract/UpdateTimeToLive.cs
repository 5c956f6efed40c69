using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record UpdateTimeToLiveInput
{
    public string? TableName { get; init; }
    public required TimeToLiveSpecification TimeToLiveSpecification { get; init; }
}

public sealed record UpdateTimeToLiveOutput
{
    public TimeToLiveSpecification? TimeToLiveSpecification { get; init; }
}
