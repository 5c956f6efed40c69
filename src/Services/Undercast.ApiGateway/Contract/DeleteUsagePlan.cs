using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteUsagePlanInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
}
