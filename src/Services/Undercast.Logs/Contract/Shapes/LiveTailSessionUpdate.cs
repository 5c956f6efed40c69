using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LiveTailSessionUpdate
{
    [WireName("sessionMetadata")] public LiveTailSessionMetadata? SessionMetadata { get; init; }
    [WireName("sessionResults")] public IReadOnlyList<LiveTailSessionLogEvent>? SessionResults { get; init; }
}
