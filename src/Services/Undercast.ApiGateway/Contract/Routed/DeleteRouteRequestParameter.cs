using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteRequestParameterInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("requestParameterKey")] public required string RequestParameterKey { get; init; }
    [HttpLabel("routeId")] public required string RouteId { get; init; }
}
