using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketReplicationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketReplicationOutput
{
    [HttpPayload] public ReplicationConfiguration? ReplicationConfiguration { get; init; }
}
