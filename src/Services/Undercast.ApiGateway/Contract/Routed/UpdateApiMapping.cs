using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateApiMappingInput
{
    [WireName("apiId")] public required string ApiId { get; init; }
    [WireName("apiMappingId"), HttpLabel("apiMappingId")] public required string ApiMappingId { get; init; }
    [WireName("apiMappingKey")] public string? ApiMappingKey { get; init; }
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("stage")] public string? Stage { get; init; }
}
