using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record CreateExportTaskInput
{
    [WireName("taskName"), Length(min: 1, max: 512)] public string? TaskName { get; init; }
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("logStreamNamePrefix"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? LogStreamNamePrefix { get; init; }
    [WireName("from"), Range(min: 0)] public required long From { get; init; }
    [WireName("to"), Range(min: 0)] public required long To { get; init; }
    [WireName("destination"), Length(min: 1, max: 512)] public required string Destination { get; init; }
    [WireName("destinationPrefix")] public string? DestinationPrefix { get; init; }
}

public sealed record CreateExportTaskOutput
{
    [WireName("taskId"), Length(min: 1, max: 512)] public string? TaskId { get; init; }
}
