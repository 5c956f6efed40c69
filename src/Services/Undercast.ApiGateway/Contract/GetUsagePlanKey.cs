using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetUsagePlanKeyInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("keyId"), HttpLabel] public required string KeyId { get; init; }
}
