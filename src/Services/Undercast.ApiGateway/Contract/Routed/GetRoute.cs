using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetRouteInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("routeId")] public required string RouteId { get; init; }
}
