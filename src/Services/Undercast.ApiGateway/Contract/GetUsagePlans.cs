using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetUsagePlansInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("keyId"), HttpQuery("keyId")] public string? KeyId { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetUsagePlansOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<UsagePlan>? Items { get; init; }
}
