using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetVpcLinksInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetVpcLinksOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<VpcLink>? Items { get; init; }
}
