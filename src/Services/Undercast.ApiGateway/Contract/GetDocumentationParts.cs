using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetDocumentationPartsInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("type")]
    [HttpQuery("type")]
    [OneOf("API", "AUTHORIZER", "MODEL", "RESOURCE", "METHOD", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER", "REQUEST_BODY", "RESPONSE", "RESPONSE_HEADER", "RESPONSE_BODY")]
    public string? Type { get; init; }
    [WireName("nameQuery"), HttpQuery("name")] public string? NameQuery { get; init; }
    [WireName("path"), HttpQuery("path")] public string? Path { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetDocumentationPartsOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<DocumentationPart>? Items { get; init; }
}
