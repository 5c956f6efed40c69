using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateDocumentationPartInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("location")] public required DocumentationPartLocation Location { get; init; }
    [WireName("properties")] public required string Properties { get; init; }
}
