using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketVersioningInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("VersioningConfiguration")]
public sealed record GetBucketVersioningOutput
{
    public string? Status { get; init; }
}
