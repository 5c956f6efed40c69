using Undercast.Protocol;

namespace Undercast.S3;

public sealed record BucketLifecycleConfiguration
{
    [Flattened("Rule")] public required IReadOnlyList<LifecycleRule> Rules { get; init; }
}
