using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetRouteResponsesInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
    [HttpLabel("routeId")] public required string RouteId { get; init; }
}

public sealed record GetRouteResponsesOutput
{
    [WireName("items")] public IReadOnlyList<RouteResponse>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
