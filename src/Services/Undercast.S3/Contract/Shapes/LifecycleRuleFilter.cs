using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LifecycleRuleFilter
{
    public string? Prefix { get; init; }
    public Tag? Tag { get; init; }
    public long? ObjectSizeGreaterThan { get; init; }
    public long? ObjectSizeLessThan { get; init; }
    public LifecycleRuleAndOperator? And { get; init; }
}
