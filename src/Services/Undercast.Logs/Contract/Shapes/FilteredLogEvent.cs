using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record FilteredLogEvent
{
    [WireName("logStreamName")] public string? LogStreamName { get; init; }
    [WireName("timestamp")] public long? Timestamp { get; init; }
    [WireName("message")] public string? Message { get; init; }
    [WireName("ingestionTime")] public long? IngestionTime { get; init; }
    [WireName("eventId")] public string? EventId { get; init; }
}
