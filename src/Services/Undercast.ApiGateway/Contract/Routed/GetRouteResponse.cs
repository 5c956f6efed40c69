using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetRouteResponseInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("routeId"), HttpLabel("routeId")] public required string RouteId { get; init; }
    [WireName("routeResponseId"), HttpLabel("routeResponseId")] public required string RouteResponseId { get; init; }
}
