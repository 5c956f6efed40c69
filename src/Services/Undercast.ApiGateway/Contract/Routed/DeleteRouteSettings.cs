using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteSettingsInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("routeKey")] public required string RouteKey { get; init; }
    [HttpLabel("stageName")] public required string StageName { get; init; }
}
