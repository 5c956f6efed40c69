using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteDomainNameInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
}
