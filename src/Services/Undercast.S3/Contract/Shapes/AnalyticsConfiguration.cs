using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AnalyticsConfiguration
{
    public required string Id { get; init; }
    public AnalyticsFilter? Filter { get; init; }
    public required StorageClassAnalysis StorageClassAnalysis { get; init; }
}
