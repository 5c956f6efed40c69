using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteApiMappingInput
{
    [HttpLabel("apiMappingId")] public required string ApiMappingId { get; init; }
    [HttpLabel("domainName")] public required string DomainName { get; init; }
}
