using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record InputLogEvent
{
    [WireName("timestamp"), Range(min: 0)] public required long Timestamp { get; init; }
    [WireName("message"), Length(min: 1)] public required string Message { get; init; }
}
