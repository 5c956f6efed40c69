using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeContributorInsightsInput
{
    [Length(min: 1, max: 1024)] public required string TableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
}

public sealed record DescribeContributorInsightsOutput
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [Elements(Pattern = @"[A-Za-z0-9][A-Za-z0-9\-\_\.]{0,126}[A-Za-z0-9]")] public IReadOnlyList<string>? ContributorInsightsRuleList { get; init; }
    [OneOf("ENABLING", "ENABLED", "DISABLING", "DISABLED", "FAILED")] public string? ContributorInsightsStatus { get; init; }
    public DateTimeOffset? LastUpdateDateTime { get; init; }
    [OneOf("ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS")] public string? ContributorInsightsMode { get; init; }
}
