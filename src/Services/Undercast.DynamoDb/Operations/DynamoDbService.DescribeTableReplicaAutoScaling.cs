using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public ValueTask<DescribeTableReplicaAutoScalingOutput> DescribeTableReplicaAutoScaling(DescribeTableReplicaAutoScalingInput input, CallContext call) =>
        throw CommonException.NotSupported("The operation DescribeTableReplicaAutoScaling");
}
