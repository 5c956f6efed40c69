using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record MetricTransformation
{
    [WireName("metricName"), Length(max: 255), Pattern(@"[^:*$]*")] public required string MetricName { get; init; }
    [WireName("metricNamespace"), Length(max: 255), Pattern(@"[^:*$]*")] public required string MetricNamespace { get; init; }
    [WireName("metricValue"), Length(max: 100)] public required string MetricValue { get; init; }
    [WireName("defaultValue")] public double? DefaultValue { get; init; }
    [WireName("dimensions"), Elements(MaxLength = 255)] public IReadOnlyDictionary<string, string>? Dimensions { get; init; }
    [WireName("unit")]
    [OneOf("Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None")]
    public string? Unit { get; init; }
}
