using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketTaggingInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("Tagging")]
public sealed record GetBucketTaggingOutput
{
    [Xml(Element = "Tag")] public required IReadOnlyList<Tag> TagSet { get; init; }
}
