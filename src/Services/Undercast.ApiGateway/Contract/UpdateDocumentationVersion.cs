using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateDocumentationVersionInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("documentationVersion"), HttpLabel("doc_version")] public required string DocumentationVersion { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
