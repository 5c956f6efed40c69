using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("accountIdentifiers"), NotSupportedMember("includeLinkedAccounts"), NotSupportedMember("logGroupIdentifiers")]
public sealed record DescribeLogGroupsInput
{
    [WireName("logGroupNamePrefix"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupNamePrefix { get; init; }
    [WireName("logGroupNamePattern"), Length(min: 0, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]*")] public string? LogGroupNamePattern { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
    [WireName("logGroupClass"), OneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")] public string? LogGroupClass { get; init; }
}

public sealed record DescribeLogGroupsOutput
{
    [WireName("logGroups")] public IReadOnlyList<LogGroup>? LogGroups { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
