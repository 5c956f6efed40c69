using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Integration
{
    [WireName("type"), OneOf("HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY")] public string? Type { get; init; }
    [WireName("httpMethod")] public string? HttpMethod { get; init; }
    [WireName("uri")] public string? Uri { get; init; }
    [WireName("connectionType"), OneOf("INTERNET", "VPC_LINK")] public string? ConnectionType { get; init; }
    [WireName("connectionId")] public string? ConnectionId { get; init; }
    [WireName("credentials")] public string? Credentials { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, string>? RequestParameters { get; init; }
    [WireName("requestTemplates")] public IReadOnlyDictionary<string, string>? RequestTemplates { get; init; }
    [WireName("passthroughBehavior")] public string? PassthroughBehavior { get; init; }
    [WireName("contentHandling"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandling { get; init; }
    [WireName("timeoutInMillis")] public int? TimeoutInMillis { get; init; }
    [WireName("cacheNamespace")] public string? CacheNamespace { get; init; }
    [WireName("cacheKeyParameters")] public IReadOnlyList<string>? CacheKeyParameters { get; init; }
    [WireName("integrationResponses")] public IReadOnlyDictionary<string, IntegrationResponse>? IntegrationResponses { get; init; }
}
