using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteVpcLinkInput
{
    [WireName("vpcLinkId"), HttpLabel("vpcLinkId")] public required string VpcLinkId { get; init; }
}
