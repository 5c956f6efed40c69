using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateVpcLinkInput
{
    [WireName("name")] public string? Name { get; init; }
    [WireName("vpcLinkId"), HttpLabel("vpcLinkId")] public required string VpcLinkId { get; init; }
}
