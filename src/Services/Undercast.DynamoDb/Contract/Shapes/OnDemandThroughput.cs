using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record OnDemandThroughput
{
    public long? MaxReadRequestUnits { get; init; }
    public long? MaxWriteRequestUnits { get; init; }
}
