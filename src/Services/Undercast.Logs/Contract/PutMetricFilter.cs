using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("applyOnTransformedLogs"), NotSupportedMember("fieldSelectionCriteria"), NotSupportedMember("emitSystemFieldDimensions")]
public sealed record PutMetricFilterInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("filterName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string FilterName { get; init; }
    [WireName("filterPattern"), Length(min: 0, max: 1024)] public required string FilterPattern { get; init; }
    [WireName("metricTransformations"), Length(min: 1, max: 1)] public required IReadOnlyList<MetricTransformation> MetricTransformations { get; init; }
}
