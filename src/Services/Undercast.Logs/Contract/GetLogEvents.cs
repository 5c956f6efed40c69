using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("unmask")]
public sealed record GetLogEventsInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("logGroupIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w#+=/:,.@-]*")] public string? LogGroupIdentifier { get; init; }
    [WireName("logStreamName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string LogStreamName { get; init; }
    [WireName("startTime"), Range(min: 0)] public long? StartTime { get; init; }
    [WireName("endTime"), Range(min: 0)] public long? EndTime { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 10000)] public int? Limit { get; init; }
    [WireName("startFromHead")] public bool? StartFromHead { get; init; }
}

public sealed record GetLogEventsOutput
{
    [WireName("events")] public IReadOnlyList<OutputLogEvent>? Events { get; init; }
    [WireName("nextForwardToken")] public string? NextForwardToken { get; init; }
    [WireName("nextBackwardToken")] public string? NextBackwardToken { get; init; }
}
