using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateUsagePlanInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
