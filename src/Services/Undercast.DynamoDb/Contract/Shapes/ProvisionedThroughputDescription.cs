using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ProvisionedThroughputDescription
{
    public DateTimeOffset? LastIncreaseDateTime { get; init; }
    public DateTimeOffset? LastDecreaseDateTime { get; init; }
    [Range(min: 1)] public long? NumberOfDecreasesToday { get; init; }
    [Range(min: 0)] public long? ReadCapacityUnits { get; init; }
    [Range(min: 0)] public long? WriteCapacityUnits { get; init; }
}
