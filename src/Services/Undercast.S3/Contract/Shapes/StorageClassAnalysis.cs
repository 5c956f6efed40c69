using Undercast.Protocol;

namespace Undercast.S3;

public sealed record StorageClassAnalysis
{
    public StorageClassAnalysisDataExport? DataExport { get; init; }
}
