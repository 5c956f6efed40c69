using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateIntegrationResponseInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("contentHandlingStrategy"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandlingStrategy { get; init; }
    [WireName("integrationId"), HttpLabel("integrationId")] public required string IntegrationId { get; init; }
    [WireName("integrationResponseKey")] public required string IntegrationResponseKey { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, string>? ResponseParameters { get; init; }
    [WireName("responseTemplates")] public IReadOnlyDictionary<string, string>? ResponseTemplates { get; init; }
    [WireName("templateSelectionExpression")] public string? TemplateSelectionExpression { get; init; }
}
