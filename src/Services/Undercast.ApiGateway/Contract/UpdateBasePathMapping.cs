using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateBasePathMappingInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
    [WireName("basePath"), HttpLabel("base_path")] public required string BasePath { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
