using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryStatistics
{
    [WireName("recordsMatched")] public double? RecordsMatched { get; init; }
    [WireName("recordsScanned")] public double? RecordsScanned { get; init; }
    [WireName("estimatedRecordsSkipped")] public double? EstimatedRecordsSkipped { get; init; }
    [WireName("bytesScanned")] public double? BytesScanned { get; init; }
    [WireName("estimatedBytesSkipped")] public double? EstimatedBytesSkipped { get; init; }
    [WireName("logGroupsScanned")] public double? LogGroupsScanned { get; init; }
}
