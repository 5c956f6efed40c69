using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListContributorInsightsInput
{
    [Length(min: 1, max: 1024)] public string? TableName { get; init; }
    public string? NextToken { get; init; }
    [Range(max: 100)] public int? MaxResults { get; init; }
}

public sealed record ListContributorInsightsOutput
{
    public IReadOnlyList<ContributorInsightsSummary>? ContributorInsightsSummaries { get; init; }
    public string? NextToken { get; init; }
}
