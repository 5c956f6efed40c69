using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("unmask")]
public sealed record FilterLogEventsInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("logGroupIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w#+=/:,.@-]*")] public string? LogGroupIdentifier { get; init; }
    [WireName("logStreamNames")]
    [Length(min: 1, max: 100)]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[^:*]*")]
    public IReadOnlyList<string>? LogStreamNames { get; init; }
    [WireName("logStreamNamePrefix"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? LogStreamNamePrefix { get; init; }
    [WireName("startTime"), Range(min: 0)] public long? StartTime { get; init; }
    [WireName("endTime"), Range(min: 0)] public long? EndTime { get; init; }
    [WireName("filterPattern"), Length(min: 0, max: 1024)] public string? FilterPattern { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 10000)] public int? Limit { get; init; }
    [WireName("interleaved")] public bool? Interleaved { get; init; }
}

public sealed record FilterLogEventsOutput
{
    [WireName("events")] public IReadOnlyList<FilteredLogEvent>? Events { get; init; }
    [WireName("searchedLogStreams")] public IReadOnlyList<SearchedLogStream>? SearchedLogStreams { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
