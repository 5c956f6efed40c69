using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicationRuleFilter
{
    public string? Prefix { get; init; }
    public Tag? Tag { get; init; }
    public ReplicationRuleAndOperator? And { get; init; }
}
