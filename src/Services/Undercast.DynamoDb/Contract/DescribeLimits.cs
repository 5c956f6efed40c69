using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeLimitsInput
{
}

public sealed record DescribeLimitsOutput
{
    [Range(min: 1)] public long? AccountMaxReadCapacityUnits { get; init; }
    [Range(min: 1)] public long? AccountMaxWriteCapacityUnits { get; init; }
    [Range(min: 1)] public long? TableMaxReadCapacityUnits { get; init; }
    [Range(min: 1)] public long? TableMaxWriteCapacityUnits { get; init; }
}
