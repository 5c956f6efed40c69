using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteMethodInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
    [WireName("httpMethod"), HttpLabel("http_method")] public required string HttpMethod { get; init; }
}
