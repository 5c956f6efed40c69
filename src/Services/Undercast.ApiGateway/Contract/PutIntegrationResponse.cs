using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record PutIntegrationResponseInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
    [WireName("httpMethod"), HttpLabel("http_method")] public required string HttpMethod { get; init; }
    [WireName("statusCode"), HttpLabel("status_code"), Pattern(@"[1-5]\d\d")] public required string StatusCode { get; init; }
    [WireName("selectionPattern")] public string? SelectionPattern { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, string>? ResponseParameters { get; init; }
    [WireName("responseTemplates")] public IReadOnlyDictionary<string, string>? ResponseTemplates { get; init; }
    [WireName("contentHandling"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandling { get; init; }
}
