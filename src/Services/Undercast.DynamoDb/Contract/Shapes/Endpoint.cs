using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Endpoint
{
    public required string Address { get; init; }
    public required long CachePeriodInMinutes { get; init; }
}
