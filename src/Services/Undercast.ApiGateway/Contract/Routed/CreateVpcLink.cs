using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateVpcLinkInput
{
    [WireName("name")] public required string Name { get; init; }
    [WireName("securityGroupIds")] public IReadOnlyList<string>? SecurityGroupIds { get; init; }
    [WireName("subnetIds")] public required IReadOnlyList<string> SubnetIds { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
