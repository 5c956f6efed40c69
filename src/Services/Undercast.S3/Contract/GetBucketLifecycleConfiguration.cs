using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketLifecycleConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketLifecycleConfigurationOutput
{
    [Flattened("Rule")] public IReadOnlyList<LifecycleRule>? Rules { get; init; }
    [HttpHeader("x-amz-transition-default-minimum-object-size")] public string? TransitionDefaultMinimumObjectSize { get; init; }
}
