using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetVpcLinkInput
{
    [WireName("vpcLinkId"), HttpLabel("vpcLinkId")] public required string VpcLinkId { get; init; }
}
