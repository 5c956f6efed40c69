using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetVpcLinksInput
{
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetVpcLinksOutput
{
    [WireName("items")] public IReadOnlyList<VpcLink>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
