using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetVpcLinkInput
{
    [WireName("vpcLinkId"), HttpLabel("vpclink_id")] public required string VpcLinkId { get; init; }
}
