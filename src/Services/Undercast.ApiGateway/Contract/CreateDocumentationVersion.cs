using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateDocumentationVersionInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("documentationVersion")] public required string DocumentationVersion { get; init; }
    [WireName("stageName")] public string? StageName { get; init; }
    [WireName("description")] public string? Description { get; init; }
}
