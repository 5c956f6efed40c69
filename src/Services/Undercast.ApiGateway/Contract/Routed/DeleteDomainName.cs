using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteDomainNameInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
}
