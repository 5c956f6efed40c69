using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketMetricsConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("id")] public required string Id { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketMetricsConfigurationOutput
{
    [HttpPayload] public MetricsConfiguration? MetricsConfiguration { get; init; }
}
