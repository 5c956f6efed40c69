using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteVpcLinkInput
{
    [HttpLabel("vpcLinkId")] public required string VpcLinkId { get; init; }
}
