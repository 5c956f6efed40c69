using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectRetentionInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetObjectRetentionOutput
{
    [HttpPayload] public ObjectLockRetention? Retention { get; init; }
}
