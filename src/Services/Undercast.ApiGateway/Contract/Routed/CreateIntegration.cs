using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateIntegrationInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("connectionId")] public string? ConnectionId { get; init; }
    [WireName("connectionType"), OneOf("INTERNET", "VPC_LINK")] public string? ConnectionType { get; init; }
    [WireName("contentHandlingStrategy"), OneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT")] public string? ContentHandlingStrategy { get; init; }
    [WireName("credentialsArn")] public string? CredentialsArn { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("integrationMethod")] public string? IntegrationMethod { get; init; }
    [WireName("integrationSubtype")] public string? IntegrationSubtype { get; init; }
    [WireName("integrationType"), OneOf("AWS", "HTTP", "MOCK", "HTTP_PROXY", "AWS_PROXY")] public required string IntegrationType { get; init; }
    [WireName("integrationUri")] public string? IntegrationUri { get; init; }
    [WireName("passthroughBehavior"), OneOf("WHEN_NO_MATCH", "NEVER", "WHEN_NO_TEMPLATES")] public string? PassthroughBehavior { get; init; }
    [WireName("payloadFormatVersion")] public string? PayloadFormatVersion { get; init; }
    [WireName("requestParameters")] public IReadOnlyDictionary<string, string>? RequestParameters { get; init; }
    [WireName("requestTemplates")] public IReadOnlyDictionary<string, string>? RequestTemplates { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? ResponseParameters { get; init; }
    [WireName("templateSelectionExpression")] public string? TemplateSelectionExpression { get; init; }
    [WireName("timeoutInMillis"), Range(min: 50, max: 30000)] public int? TimeoutInMillis { get; init; }
    [WireName("tlsConfig")] public TlsConfig? TlsConfig { get; init; }
}
