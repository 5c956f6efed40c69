using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetUsagePlanInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
}
