using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ExportTaskExecutionInfo
{
    [WireName("creationTime"), Range(min: 0)] public long? CreationTime { get; init; }
    [WireName("completionTime"), Range(min: 0)] public long? CompletionTime { get; init; }
}
