using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeExportTasksInput
{
    [WireName("taskId"), Length(min: 1, max: 512)] public string? TaskId { get; init; }
    [WireName("statusCode")]
    [OneOf("CANCELLED", "COMPLETED", "FAILED", "PENDING", "PENDING_CANCEL", "RUNNING")]
    public string? StatusCode { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
}

public sealed record DescribeExportTasksOutput
{
    [WireName("exportTasks")] public IReadOnlyList<ExportTask>? ExportTasks { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}
