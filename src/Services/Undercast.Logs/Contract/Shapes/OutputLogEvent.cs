using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record OutputLogEvent
{
    [WireName("timestamp")] public long? Timestamp { get; init; }
    [WireName("message")] public string? Message { get; init; }
    [WireName("ingestionTime")] public long? IngestionTime { get; init; }
}
