using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketCorsInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("CORSConfiguration")]
public sealed record GetBucketCorsOutput
{
    [Flattened("CORSRule")] public IReadOnlyList<CORSRule>? CORSRules { get; init; }
}
