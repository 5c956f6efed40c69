using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutBucketPolicyInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload] public required string Policy { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
