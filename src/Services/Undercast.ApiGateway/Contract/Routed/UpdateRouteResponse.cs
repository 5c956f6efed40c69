using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateRouteResponseInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("modelSelectionExpression")] public string? ModelSelectionExpression { get; init; }
    [WireName("responseModels")] public IReadOnlyDictionary<string, string>? ResponseModels { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, ParameterConstraints>? ResponseParameters { get; init; }
    [HttpLabel("routeId")] public required string RouteId { get; init; }
    [HttpLabel("routeResponseId")] public required string RouteResponseId { get; init; }
    [WireName("routeResponseKey")] public string? RouteResponseKey { get; init; }
}
