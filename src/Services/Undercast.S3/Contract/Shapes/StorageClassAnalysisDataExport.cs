using Undercast.Protocol;

namespace Undercast.S3;

public sealed record StorageClassAnalysisDataExport
{
    public required string OutputSchemaVersion { get; init; }
    public required AnalyticsExportDestination Destination { get; init; }
}
