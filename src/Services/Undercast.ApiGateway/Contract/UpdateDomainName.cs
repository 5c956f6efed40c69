using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateDomainNameInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
