using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetVpcLinkInput
{
    [HttpLabel("vpcLinkId")] public required string VpcLinkId { get; init; }
}
