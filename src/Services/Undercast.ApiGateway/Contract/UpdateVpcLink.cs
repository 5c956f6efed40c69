using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateVpcLinkInput
{
    [WireName("vpcLinkId"), HttpLabel("vpclink_id")] public required string VpcLinkId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
