using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteResponseInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("routeId")] public required string RouteId { get; init; }
    [HttpLabel("routeResponseId")] public required string RouteResponseId { get; init; }
}
