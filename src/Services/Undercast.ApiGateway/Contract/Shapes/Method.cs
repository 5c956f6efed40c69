using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Method
{
    [WireName("httpMethod")] public string? HttpMethod { get; init; }
    [WireName("authorizationType")] public string? AuthorizationType { get; init; }
    [WireName("authorizerId")] public string? AuthorizerId { get; init; }
    [WireName("apiKeyRequired")] public bool? ApiKeyRequired { get; init; }
    [WireName("requestValidatorId")] public string? RequestValidatorId { get; init; }
    [WireName("operationName")] public string? OperationName { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, bool>? RequestParameters { get; init; }
    [WireName("requestModels")] public IReadOnlyDictionary<string, string>? RequestModels { get; init; }
    [WireName("methodResponses")] public IReadOnlyDictionary<string, MethodResponse>? MethodResponses { get; init; }
    [WireName("methodIntegration")] public Integration? MethodIntegration { get; init; }
    [WireName("authorizationScopes")] public IReadOnlyList<string>? AuthorizationScopes { get; init; }
}
