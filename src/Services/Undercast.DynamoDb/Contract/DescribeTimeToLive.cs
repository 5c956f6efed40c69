using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeTimeToLiveInput
{
    public string? TableName { get; init; }
}

public sealed record DescribeTimeToLiveOutput
{
    public TimeToLiveDescription? TimeToLiveDescription { get; init; }
}
