using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetRestApisInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetRestApisOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<RestApi>? Items { get; init; }
}
