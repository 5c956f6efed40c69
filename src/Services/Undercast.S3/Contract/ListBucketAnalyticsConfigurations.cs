using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListBucketAnalyticsConfigurationsInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("continuation-token")] public string? ContinuationToken { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record ListBucketAnalyticsConfigurationsOutput
{
    public bool? IsTruncated { get; init; }
    public string? ContinuationToken { get; init; }
    public string? NextContinuationToken { get; init; }
    [Flattened("AnalyticsConfiguration")] public IReadOnlyList<AnalyticsConfiguration>? AnalyticsConfigurationList { get; init; }
}
