using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record VpcLink
{
    [WireName("createdDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("securityGroupIds")] public IReadOnlyList<string>? SecurityGroupIds { get; init; }
    [WireName("subnetIds")] public IReadOnlyList<string>? SubnetIds { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("vpcLinkId")] public string? VpcLinkId { get; init; }
    [WireName("vpcLinkStatus"), OneOf("PENDING", "AVAILABLE", "DELETING", "FAILED", "INACTIVE")] public string? VpcLinkStatus { get; init; }
    [WireName("vpcLinkStatusMessage")] public string? VpcLinkStatusMessage { get; init; }
    [WireName("vpcLinkVersion"), OneOf("V2")] public string? VpcLinkVersion { get; init; }
}
