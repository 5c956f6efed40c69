using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ExportTask
{
    [WireName("taskId"), Length(min: 1, max: 512)] public string? TaskId { get; init; }
    [WireName("taskName"), Length(min: 1, max: 512)] public string? TaskName { get; init; }
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("from"), Range(min: 0)] public long? From { get; init; }
    [WireName("to"), Range(min: 0)] public long? To { get; init; }
    [WireName("destination"), Length(min: 1, max: 512)] public string? Destination { get; init; }
    [WireName("destinationPrefix")] public string? DestinationPrefix { get; init; }
    [WireName("status")] public ExportTaskStatus? Status { get; init; }
    [WireName("executionInfo")] public ExportTaskExecutionInfo? ExecutionInfo { get; init; }
}
