using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record PutMethodInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
    [WireName("httpMethod"), HttpLabel("http_method")] public required string HttpMethod { get; init; }
    [WireName("authorizationType")] public required string AuthorizationType { get; init; }
    [WireName("authorizerId")] public string? AuthorizerId { get; init; }
    [WireName("apiKeyRequired")] public bool? ApiKeyRequired { get; init; }
    [WireName("operationName")] public string? OperationName { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, bool>? RequestParameters { get; init; }
    [WireName("requestModels")] public IReadOnlyDictionary<string, string>? RequestModels { get; init; }
    [WireName("requestValidatorId")] public string? RequestValidatorId { get; init; }
    [WireName("authorizationScopes")] public IReadOnlyList<string>? AuthorizationScopes { get; init; }
}
