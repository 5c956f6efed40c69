using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetBasePathMappingInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
    [WireName("basePath"), HttpLabel("base_path")] public required string BasePath { get; init; }
}
