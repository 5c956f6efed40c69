using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeLogStreamsInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("logGroupIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w#+=/:,.@-]*")] public string? LogGroupIdentifier { get; init; }
    [WireName("logStreamNamePrefix"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? LogStreamNamePrefix { get; init; }
    [WireName("orderBy"), OneOf("LogStreamName", "LastEventTime")] public string? OrderBy { get; init; }
    [WireName("descending")] public bool? Descending { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
}

public sealed record DescribeLogStreamsOutput
{
    [WireName("logStreams")] public IReadOnlyList<LogStream>? LogStreams { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
