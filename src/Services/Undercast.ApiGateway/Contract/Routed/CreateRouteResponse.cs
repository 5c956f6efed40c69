using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateRouteResponseInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("modelSelectionExpression")] public string? ModelSelectionExpression { get; init; }
    [WireName("responseModels")] public IReadOnlyDictionary<string, string>? ResponseModels { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, ParameterConstraints>? ResponseParameters { get; init; }
    [WireName("routeId"), HttpLabel("routeId")] public required string RouteId { get; init; }
    [WireName("routeResponseKey")] public required string RouteResponseKey { get; init; }
}
