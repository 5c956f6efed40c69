using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteVpcLinkInput
{
    [WireName("vpcLinkId"), HttpLabel("vpclink_id")] public required string VpcLinkId { get; init; }
}
