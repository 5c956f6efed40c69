using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketLifecycleConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("LifecycleConfiguration")]
public sealed record GetBucketLifecycleConfigurationOutput
{
    [Flattened("Rule")] public IReadOnlyList<LifecycleRule>? Rules { get; init; }
}
