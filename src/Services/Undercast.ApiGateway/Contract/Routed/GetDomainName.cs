using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetDomainNameInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
}
