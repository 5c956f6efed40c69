using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetDocumentationVersionsInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetDocumentationVersionsOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<DocumentationVersion>? Items { get; init; }
}
