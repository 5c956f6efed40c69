using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Bucket
{
    public string? Name { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    public string? BucketRegion { get; init; }
}
