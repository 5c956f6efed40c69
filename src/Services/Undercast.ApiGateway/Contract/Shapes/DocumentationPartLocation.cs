using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DocumentationPartLocation
{
    [WireName("type")]
    [OneOf("API", "AUTHORIZER", "MODEL", "RESOURCE", "METHOD", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER", "REQUEST_BODY", "RESPONSE", "RESPONSE_HEADER", "RESPONSE_BODY")]
    public string? Type { get; init; }
    [WireName("path")] public string? Path { get; init; }
    [WireName("method")] public string? Method { get; init; }
    [WireName("statusCode"), Pattern(@"^([1-5]\d\d|\*|\s*)$")] public string? StatusCode { get; init; }
    [WireName("name")] public string? Name { get; init; }
}
