using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AnalyticsS3BucketDestination
{
    public required string Format { get; init; }
    public string? BucketAccountId { get; init; }
    public required string Bucket { get; init; }
    public string? Prefix { get; init; }
}
