using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetApiMappingInput
{
    [WireName("apiMappingId"), HttpLabel("apiMappingId")] public required string ApiMappingId { get; init; }
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
}
