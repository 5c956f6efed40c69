using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketLocationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The region stands in the root element itself, which no member of a structure can be.</summary>
public sealed record GetBucketLocationOutput
{
    [HttpPayload, MediaType("application/xml")] public string? Document { get; init; }
}
