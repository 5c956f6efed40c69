using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetRouteResponsesInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
    [WireName("routeId"), HttpLabel("routeId")] public required string RouteId { get; init; }
}

public sealed record GetRouteResponsesOutput
{
    [WireName("items")] public IReadOnlyList<RouteResponse>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
