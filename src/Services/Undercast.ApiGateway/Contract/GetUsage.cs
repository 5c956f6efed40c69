using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetUsageInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("keyId"), HttpQuery("keyId")] public string? KeyId { get; init; }
    [WireName("startDate"), HttpQuery("startDate")] public required string StartDate { get; init; }
    [WireName("endDate"), HttpQuery("endDate")] public required string EndDate { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetUsageOutput
{
    [WireName("usagePlanId")] public string? UsagePlanId { get; init; }
    [WireName("startDate")] public string? StartDate { get; init; }
    [WireName("endDate")] public string? EndDate { get; init; }
    [WireName("position")] public string? Position { get; init; }
    [WireName("values")] public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<long>>>? Items { get; init; }
}
