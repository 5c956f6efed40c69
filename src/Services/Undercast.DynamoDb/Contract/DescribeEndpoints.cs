using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeEndpointsInput
{
}

public sealed record DescribeEndpointsOutput
{
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }
}
