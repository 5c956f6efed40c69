using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListBucketsInput
{
    [HttpQuery("max-buckets"), Range(min: 1, max: 10000)] public int? MaxBuckets { get; init; }
    [HttpQuery("continuation-token")] public string? ContinuationToken { get; init; }
    [HttpQuery("prefix")] public string? Prefix { get; init; }
    [HttpQuery("bucket-region")] public string? BucketRegion { get; init; }
}

[Xml("ListAllMyBucketsResult")]
public sealed record ListBucketsOutput
{
    [Xml(Element = "Bucket")] public IReadOnlyList<Bucket>? Buckets { get; init; }
    public Owner? Owner { get; init; }
    public string? ContinuationToken { get; init; }
    public string? Prefix { get; init; }
}
