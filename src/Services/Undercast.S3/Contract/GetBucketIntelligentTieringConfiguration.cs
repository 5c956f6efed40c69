using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketIntelligentTieringConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("id")] public required string Id { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketIntelligentTieringConfigurationOutput
{
    [HttpPayload] public IntelligentTieringConfiguration? IntelligentTieringConfiguration { get; init; }
}
