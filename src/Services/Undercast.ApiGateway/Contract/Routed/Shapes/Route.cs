using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Route
{
    [WireName("apiGatewayManaged")] public bool? ApiGatewayManaged { get; init; }
    [WireName("apiKeyRequired")] public bool? ApiKeyRequired { get; init; }
    [WireName("authorizationScopes")] public IReadOnlyList<string>? AuthorizationScopes { get; init; }
    [WireName("authorizationType"), OneOf("NONE", "AWS_IAM", "CUSTOM", "JWT")] public string? AuthorizationType { get; init; }
    [WireName("authorizerId")] public string? AuthorizerId { get; init; }
    [WireName("modelSelectionExpression")] public string? ModelSelectionExpression { get; init; }
    [WireName("operationName")] public string? OperationName { get; init; }
    [WireName("requestModels")] public IReadOnlyDictionary<string, string>? RequestModels { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, ParameterConstraints>? RequestParameters { get; init; }
    [WireName("routeId")] public string? RouteId { get; init; }
    [WireName("routeKey")] public string? RouteKey { get; init; }
    [WireName("routeResponseSelectionExpression")] public string? RouteResponseSelectionExpression { get; init; }
    [WireName("target")] public string? Target { get; init; }
}
