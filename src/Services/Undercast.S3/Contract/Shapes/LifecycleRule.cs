using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LifecycleRule
{
    public LifecycleExpiration? Expiration { get; init; }
    public string? ID { get; init; }
    public string? Prefix { get; init; }
    public LifecycleRuleFilter? Filter { get; init; }
    public required string Status { get; init; }
    [Flattened("Transition")] public IReadOnlyList<Transition>? Transitions { get; init; }
    [Flattened("NoncurrentVersionTransition")] public IReadOnlyList<NoncurrentVersionTransition>? NoncurrentVersionTransitions { get; init; }
    public NoncurrentVersionExpiration? NoncurrentVersionExpiration { get; init; }
    public AbortIncompleteMultipartUpload? AbortIncompleteMultipartUpload { get; init; }
}
