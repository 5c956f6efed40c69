using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record GetQueryResultsInput
{
    [WireName("queryId"), Length(min: 1, max: 256)] public required string QueryId { get; init; }
    [WireName("nextToken"), Length(max: 1024)] public string? NextToken { get; init; }
    [WireName("maxItems"), Range(min: 0, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record GetQueryResultsOutput
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("results")] public IReadOnlyList<IReadOnlyList<ResultField>>? Results { get; init; }
    [WireName("statistics")] public QueryStatistics? Statistics { get; init; }
    [WireName("status")]
    [OneOf("Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown")]
    public string? Status { get; init; }
    [WireName("encryptionKey"), Length(max: 256)] public string? EncryptionKey { get; init; }
    [WireName("nextToken"), Length(max: 1024)] public string? NextToken { get; init; }
}
