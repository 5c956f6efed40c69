using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteDocumentationPartInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("documentationPartId"), HttpLabel("part_id")] public required string DocumentationPartId { get; init; }
}
