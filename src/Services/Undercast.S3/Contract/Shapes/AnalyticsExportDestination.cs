using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AnalyticsExportDestination
{
    public required AnalyticsS3BucketDestination S3BucketDestination { get; init; }
}
