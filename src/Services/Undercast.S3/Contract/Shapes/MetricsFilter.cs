using Undercast.Protocol;

namespace Undercast.S3;

public sealed record MetricsFilter
{
    public string? Prefix { get; init; }
    public Tag? Tag { get; init; }
    public string? AccessPointArn { get; init; }
    public MetricsAndOperator? And { get; init; }
}
