using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AnalyticsFilter
{
    public string? Prefix { get; init; }
    public Tag? Tag { get; init; }
    public AnalyticsAndOperator? And { get; init; }
}
