using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record GlobalSecondaryIndexWarmThroughputDescription
{
    [Range(min: 1)] public long? ReadUnitsPerSecond { get; init; }
    [Range(min: 1)] public long? WriteUnitsPerSecond { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE")] public string? Status { get; init; }
}
