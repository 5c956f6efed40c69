using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ContributorInsightsSummary
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [OneOf("ENABLING", "ENABLED", "DISABLING", "DISABLED", "FAILED")] public string? ContributorInsightsStatus { get; init; }
    [OneOf("ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS")] public string? ContributorInsightsMode { get; init; }
}
