using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExportSummary
{
    [Length(min: 37, max: 1024)] public string? ExportArn { get; init; }
    [OneOf("IN_PROGRESS", "COMPLETED", "FAILED")] public string? ExportStatus { get; init; }
    [OneOf("FULL_EXPORT", "INCREMENTAL_EXPORT")] public string? ExportType { get; init; }
}
