using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateUsageInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("keyId"), HttpLabel("keyId")] public required string KeyId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
