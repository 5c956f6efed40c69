using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ProvisionedThroughput
{
    [Range(min: 1)] public required long ReadCapacityUnits { get; init; }
    [Range(min: 1)] public required long WriteCapacityUnits { get; init; }
}
