using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record MetricFilter
{
    [WireName("filterName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? FilterName { get; init; }
    [WireName("filterPattern"), Length(min: 0, max: 1024)] public string? FilterPattern { get; init; }
    [WireName("metricTransformations"), Length(min: 1, max: 1)] public IReadOnlyList<MetricTransformation>? MetricTransformations { get; init; }
    [WireName("creationTime"), Range(min: 0)] public long? CreationTime { get; init; }
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
}
