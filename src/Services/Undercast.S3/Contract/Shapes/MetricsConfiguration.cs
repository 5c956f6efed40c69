using Undercast.Protocol;

namespace Undercast.S3;

public sealed record MetricsConfiguration
{
    public required string Id { get; init; }
    public MetricsFilter? Filter { get; init; }
}
