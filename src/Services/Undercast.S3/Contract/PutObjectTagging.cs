using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutObjectTaggingInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public required Tagging Tagging { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record PutObjectTaggingOutput
{
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
}
