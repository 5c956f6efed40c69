using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record RouteResponse
{
    [WireName("modelSelectionExpression")] public string? ModelSelectionExpression { get; init; }
    [WireName("responseModels")] public IReadOnlyDictionary<string, string>? ResponseModels { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, ParameterConstraints>? ResponseParameters { get; init; }
    [WireName("routeResponseId")] public string? RouteResponseId { get; init; }
    [WireName("routeResponseKey")] public string? RouteResponseKey { get; init; }
}
