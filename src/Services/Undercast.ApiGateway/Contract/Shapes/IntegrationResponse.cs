using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record IntegrationResponse
{
    [WireName("statusCode"), Pattern(@"[1-5]\d\d")] public string? StatusCode { get; init; }
    [WireName("selectionPattern")] public string? SelectionPattern { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, string>? ResponseParameters { get; init; }
    [WireName("responseTemplates")] public IReadOnlyDictionary<string, string>? ResponseTemplates { get; init; }
    [WireName("contentHandling"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandling { get; init; }
}
