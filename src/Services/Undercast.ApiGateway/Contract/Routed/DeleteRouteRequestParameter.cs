using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteRequestParameterInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("requestParameterKey"), HttpLabel("requestParameterKey")] public required string RequestParameterKey { get; init; }
    [WireName("routeId"), HttpLabel("routeId")] public required string RouteId { get; init; }
}
