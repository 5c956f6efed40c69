using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeQueriesInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("status")]
    [OneOf("Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown")]
    public string? Status { get; init; }
    [WireName("maxResults"), Range(min: 1, max: 1000)] public int? MaxResults { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
}

public sealed record DescribeQueriesOutput
{
    [WireName("queries")] public IReadOnlyList<QueryInfo>? Queries { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}
