using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LiveTailSessionLogEvent
{
    [WireName("logStreamName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? LogStreamName { get; init; }
    [WireName("logGroupIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w#+=/:,.@-]*")] public string? LogGroupIdentifier { get; init; }
    [WireName("message"), Length(min: 1)] public string? Message { get; init; }
    [WireName("timestamp"), Range(min: 0)] public long? Timestamp { get; init; }
    [WireName("ingestionTime"), Range(min: 0)] public long? IngestionTime { get; init; }
}
