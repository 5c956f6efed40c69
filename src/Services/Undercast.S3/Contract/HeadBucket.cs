using Undercast.Protocol;

namespace Undercast.S3;

public sealed record HeadBucketInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record HeadBucketOutput
{
    [HttpHeader("x-amz-bucket-region")] public string? BucketRegion { get; init; }
}
