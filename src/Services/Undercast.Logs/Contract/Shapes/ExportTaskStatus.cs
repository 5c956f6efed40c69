using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ExportTaskStatus
{
    [WireName("code")]
    [OneOf("CANCELLED", "COMPLETED", "FAILED", "PENDING", "PENDING_CANCEL", "RUNNING")]
    public string? Code { get; init; }
    [WireName("message")] public string? Message { get; init; }
}
