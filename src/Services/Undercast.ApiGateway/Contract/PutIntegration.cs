using Undercast.Protocol;

namespace Undercast.ApiGateway;

[NotSupportedMember("responseTransferMode"), NotSupportedMember("integrationTarget"), NotSupportedMember("tlsConfig")]
public sealed record PutIntegrationInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
    [WireName("http_method"), HttpLabel] public required string HttpMethod { get; init; }
    [WireName("type"), OneOf("HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY")] public required string Type { get; init; }
    [WireName("httpMethod")] public string? IntegrationHttpMethod { get; init; }
    [WireName("uri")] public string? Uri { get; init; }
    [WireName("connectionType"), OneOf("INTERNET", "VPC_LINK")] public string? ConnectionType { get; init; }
    [WireName("connectionId")] public string? ConnectionId { get; init; }
    [WireName("credentials")] public string? Credentials { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, string>? RequestParameters { get; init; }
    [WireName("requestTemplates")] public IReadOnlyDictionary<string, string>? RequestTemplates { get; init; }
    [WireName("passthroughBehavior")] public string? PassthroughBehavior { get; init; }
    [WireName("cacheNamespace")] public string? CacheNamespace { get; init; }
    [WireName("cacheKeyParameters")] public IReadOnlyList<string>? CacheKeyParameters { get; init; }
    [WireName("contentHandling"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandling { get; init; }
    [WireName("timeoutInMillis")] public int? TimeoutInMillis { get; init; }
}
