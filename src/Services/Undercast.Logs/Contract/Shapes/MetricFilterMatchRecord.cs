using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record MetricFilterMatchRecord
{
    [WireName("eventNumber")] public long? EventNumber { get; init; }
    [WireName("eventMessage"), Length(min: 1)] public string? EventMessage { get; init; }
    [WireName("extractedValues")] public IReadOnlyDictionary<string, string>? ExtractedValues { get; init; }
}
