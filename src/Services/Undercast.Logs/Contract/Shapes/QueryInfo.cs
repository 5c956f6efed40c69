using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryInfo
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("queryId"), Length(min: 1, max: 256)] public string? QueryId { get; init; }
    [WireName("queryString"), Length(min: 0, max: 10000)] public string? QueryString { get; init; }
    [WireName("status")]
    [OneOf("Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown")]
    public string? Status { get; init; }
    [WireName("createTime"), Range(min: 0)] public long? CreateTime { get; init; }
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("queryDuration")] public long? QueryDuration { get; init; }
    [WireName("bytesScanned")] public double? BytesScanned { get; init; }
    [WireName("userIdentity"), Length(min: 1, max: 2048)] public string? UserIdentity { get; init; }
}
