using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record WarmThroughput
{
    public long? ReadUnitsPerSecond { get; init; }
    public long? WriteUnitsPerSecond { get; init; }
}
