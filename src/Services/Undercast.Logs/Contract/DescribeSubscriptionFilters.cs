using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeSubscriptionFiltersInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("filterNamePrefix"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public string? FilterNamePrefix { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
}

public sealed record DescribeSubscriptionFiltersOutput
{
    [WireName("subscriptionFilters")] public IReadOnlyList<SubscriptionFilter>? SubscriptionFilters { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
