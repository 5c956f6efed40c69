using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetDocumentationVersionInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("documentationVersion"), HttpLabel("doc_version")] public required string DocumentationVersion { get; init; }
}
