using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeTableReplicaAutoScalingInput
{
    [Length(min: 1, max: 1024)] public required string TableName { get; init; }
}

public sealed record DescribeTableReplicaAutoScalingOutput
{
    public TableAutoScalingDescription? TableAutoScalingDescription { get; init; }
}
