using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetDomainNameInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
}
