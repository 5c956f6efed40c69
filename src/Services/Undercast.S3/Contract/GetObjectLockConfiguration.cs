using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectLockConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetObjectLockConfigurationOutput
{
    [HttpPayload] public ObjectLockConfiguration? ObjectLockConfiguration { get; init; }
}
