using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record StartQueryInput
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("logGroupNames")]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[\.\-_/#A-Za-z0-9]+")]
    public IReadOnlyList<string>? LogGroupNames { get; init; }
    [WireName("logGroupIdentifiers")]
    [Elements(MinLength = 1, MaxLength = 2048, Pattern = @"[\w#+=/:,.@-]*")]
    public IReadOnlyList<string>? LogGroupIdentifiers { get; init; }
    [WireName("startTime"), Range(min: 0)] public required long StartTime { get; init; }
    [WireName("endTime"), Range(min: 0)] public required long EndTime { get; init; }
    [WireName("queryString"), Length(min: 0, max: 10000)] public required string QueryString { get; init; }
    [WireName("limit"), Range(min: 1, max: 100000)] public int? Limit { get; init; }
}

public sealed record StartQueryOutput
{
    [WireName("queryId"), Length(min: 1, max: 256)] public string? QueryId { get; init; }
}
