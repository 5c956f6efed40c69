using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeleteBucketInventoryConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("id")] public required string Id { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
