using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Api
{
    [WireName("apiEndpoint")] public string? ApiEndpoint { get; init; }
    [WireName("apiGatewayManaged")] public bool? ApiGatewayManaged { get; init; }
    [WireName("apiId")] public string? ApiId { get; init; }
    [WireName("apiKeySelectionExpression")] public string? ApiKeySelectionExpression { get; init; }
    [WireName("corsConfiguration")] public Cors? CorsConfiguration { get; init; }
    [WireName("createdDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("disableSchemaValidation")] public bool? DisableSchemaValidation { get; init; }
    [WireName("disableExecuteApiEndpoint")] public bool? DisableExecuteApiEndpoint { get; init; }
    [WireName("importInfo")] public IReadOnlyList<string>? ImportInfo { get; init; }
    [WireName("ipAddressType"), OneOf("ipv4", "dualstack")] public string? IpAddressType { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("protocolType"), OneOf("WEBSOCKET", "HTTP")] public string? ProtocolType { get; init; }
    [WireName("routeSelectionExpression")] public string? RouteSelectionExpression { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("version")] public string? Version { get; init; }
    [WireName("warnings")] public IReadOnlyList<string>? Warnings { get; init; }
}
