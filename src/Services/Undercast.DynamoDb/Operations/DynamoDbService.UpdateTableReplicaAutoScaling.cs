using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public ValueTask<UpdateTableReplicaAutoScalingOutput> UpdateTableReplicaAutoScaling(UpdateTableReplicaAutoScalingInput input, CallContext call) =>
        throw CommonException.NotSupported("The operation UpdateTableReplicaAutoScaling");
}
