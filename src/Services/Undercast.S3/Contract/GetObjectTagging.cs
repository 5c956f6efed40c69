using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectTaggingInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("Tagging")]
public sealed record GetObjectTaggingOutput
{
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [Xml(Element = "Tag")] public required IReadOnlyList<Tag> TagSet { get; init; }
}
