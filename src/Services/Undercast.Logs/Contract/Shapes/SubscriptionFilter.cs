using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record SubscriptionFilter
{
    [WireName("filterName")] public string? FilterName { get; init; }
    [WireName("logGroupName")] public string? LogGroupName { get; init; }
    [WireName("filterPattern")] public string? FilterPattern { get; init; }
    [WireName("destinationArn")] public string? DestinationArn { get; init; }
    [WireName("roleArn")] public string? RoleArn { get; init; }
    [WireName("distribution")] public string? Distribution { get; init; }
    [WireName("creationTime")] public long? CreationTime { get; init; }
}
