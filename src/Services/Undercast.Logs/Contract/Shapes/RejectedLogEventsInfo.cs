using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record RejectedLogEventsInfo
{
    [WireName("tooNewLogEventStartIndex")] public int? TooNewLogEventStartIndex { get; init; }
    [WireName("tooOldLogEventEndIndex")] public int? TooOldLogEventEndIndex { get; init; }
    [WireName("expiredLogEventEndIndex")] public int? ExpiredLogEventEndIndex { get; init; }
}
