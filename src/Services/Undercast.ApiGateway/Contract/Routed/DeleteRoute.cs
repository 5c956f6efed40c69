using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("routeId"), HttpLabel("routeId")] public required string RouteId { get; init; }
}
