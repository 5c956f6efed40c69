using Undercast.Protocol;

namespace Undercast.Logs;

[NotSupportedMember("applyOnTransformedLogs"), NotSupportedMember("fieldSelectionCriteria"), NotSupportedMember("emitSystemFields")]
public sealed record PutSubscriptionFilterInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("filterName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string FilterName { get; init; }
    [WireName("filterPattern"), Length(min: 0, max: 1024)] public required string FilterPattern { get; init; }
    [WireName("destinationArn"), Length(min: 1)] public required string DestinationArn { get; init; }
    [WireName("roleArn"), Length(min: 1)] public string? RoleArn { get; init; }
    [WireName("distribution"), OneOf("Random", "ByLogStream")] public string? Distribution { get; init; }
}
