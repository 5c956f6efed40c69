using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeleteBucketReplicationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
