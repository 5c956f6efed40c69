using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateBasePathMappingInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
    [WireName("basePath")] public string? BasePath { get; init; }
    [WireName("restApiId")] public required string RestApiId { get; init; }
    [WireName("stage")] public string? Stage { get; init; }
}
