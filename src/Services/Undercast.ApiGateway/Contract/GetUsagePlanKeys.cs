using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetUsagePlanKeysInput
{
    [WireName("usagePlanId"), HttpLabel("usageplanId")] public required string UsagePlanId { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
    [WireName("nameQuery"), HttpQuery("name")] public string? NameQuery { get; init; }
}

public sealed record GetUsagePlanKeysOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<UsagePlanKey>? Items { get; init; }
}
