using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateApiMappingInput
{
    [WireName("apiId")] public required string ApiId { get; init; }
    [WireName("apiMappingKey")] public string? ApiMappingKey { get; init; }
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("stage")] public required string Stage { get; init; }
}
