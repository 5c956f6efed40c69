using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListExportsInput
{
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    [Range(min: 1, max: 25)] public int? MaxResults { get; init; }
    public string? NextToken { get; init; }
}

public sealed record ListExportsOutput
{
    public IReadOnlyList<ExportSummary>? ExportSummaries { get; init; }
    public string? NextToken { get; init; }
}
