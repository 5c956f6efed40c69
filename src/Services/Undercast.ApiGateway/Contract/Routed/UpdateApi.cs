using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateApiInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("apiKeySelectionExpression")] public string? ApiKeySelectionExpression { get; init; }
    [WireName("corsConfiguration")] public Cors? CorsConfiguration { get; init; }
    [WireName("credentialsArn")] public string? CredentialsArn { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("disableSchemaValidation")] public bool? DisableSchemaValidation { get; init; }
    [WireName("disableExecuteApiEndpoint")] public bool? DisableExecuteApiEndpoint { get; init; }
    [WireName("ipAddressType"), OneOf("ipv4", "dualstack")] public string? IpAddressType { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("routeKey")] public string? RouteKey { get; init; }
    [WireName("routeSelectionExpression")] public string? RouteSelectionExpression { get; init; }
    [WireName("target")] public string? Target { get; init; }
    [WireName("version")] public string? Version { get; init; }
}
