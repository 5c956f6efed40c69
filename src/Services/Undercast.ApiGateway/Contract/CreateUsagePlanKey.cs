using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateUsagePlanKeyInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("keyId")] public required string KeyId { get; init; }
    [WireName("keyType")] public required string KeyType { get; init; }
}
