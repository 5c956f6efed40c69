using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketPolicyStatusInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketPolicyStatusOutput
{
    [HttpPayload] public PolicyStatus? PolicyStatus { get; init; }
}
