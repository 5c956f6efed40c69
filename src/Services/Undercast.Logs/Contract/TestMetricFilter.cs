using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record TestMetricFilterInput
{
    [WireName("filterPattern"), Length(min: 0, max: 1024)] public required string FilterPattern { get; init; }
    [WireName("logEventMessages"), Length(min: 1, max: 50), Elements(MinLength = 1)] public required IReadOnlyList<string> LogEventMessages { get; init; }
}

public sealed record TestMetricFilterOutput
{
    [WireName("matches")] public IReadOnlyList<MetricFilterMatchRecord>? Matches { get; init; }
}
