using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListImportsInput
{
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    [Range(min: 1, max: 25)] public int? PageSize { get; init; }
    [Length(min: 112, max: 1024), Pattern(@"([0-9a-f]{16})+")] public string? NextToken { get; init; }
}

public sealed record ListImportsOutput
{
    public IReadOnlyList<ImportSummary>? ImportSummaryList { get; init; }
    [Length(min: 112, max: 1024), Pattern(@"([0-9a-f]{16})+")] public string? NextToken { get; init; }
}
