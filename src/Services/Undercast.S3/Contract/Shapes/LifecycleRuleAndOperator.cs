using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LifecycleRuleAndOperator
{
    public string? Prefix { get; init; }
    [Flattened("Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
    public long? ObjectSizeGreaterThan { get; init; }
    public long? ObjectSizeLessThan { get; init; }
}
