using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("entity")]
public sealed record PutLogEventsInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("logStreamName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string LogStreamName { get; init; }
    [WireName("logEvents"), Length(min: 1, max: 10000)] public required IReadOnlyList<InputLogEvent> LogEvents { get; init; }
    [WireName("sequenceToken"), Length(min: 1)] public string? SequenceToken { get; init; }
}

public sealed record PutLogEventsOutput
{
    [WireName("nextSequenceToken")] public string? NextSequenceToken { get; init; }
    [WireName("rejectedLogEventsInfo")] public RejectedLogEventsInfo? RejectedLogEventsInfo { get; init; }
}
