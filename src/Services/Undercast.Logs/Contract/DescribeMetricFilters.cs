using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeMetricFiltersInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("filterNamePrefix"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? FilterNamePrefix { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
    [WireName("metricName"), Length(max: 255), Pattern(@"[^:*$]*")] public string? MetricName { get; init; }
    [WireName("metricNamespace"), Length(max: 255), Pattern(@"[^:*$]*")] public string? MetricNamespace { get; init; }
}

public sealed record DescribeMetricFiltersOutput
{
    [WireName("metricFilters")] public IReadOnlyList<MetricFilter>? MetricFilters { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}
