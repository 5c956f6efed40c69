using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Capacity
{
    public double? ReadCapacityUnits { get; init; }
    public double? WriteCapacityUnits { get; init; }
    public double? CapacityUnits { get; init; }
}
