using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeleteObjectTaggingInput : IVersionInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record DeleteObjectTaggingOutput
{
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
}
