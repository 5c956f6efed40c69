using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record CancelExportTaskInput
{
    [WireName("taskId"), Length(min: 1, max: 512)] public required string TaskId { get; init; }
}
