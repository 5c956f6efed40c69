using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteRouteSettingsInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("routeKey"), HttpLabel("routeKey")] public required string RouteKey { get; init; }
    [WireName("stageName"), HttpLabel("stageName")] public required string StageName { get; init; }
}
