using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateDomainNameInput
{
    [WireName("domainName")] public required string DomainName { get; init; }
    [WireName("domainNameConfigurations")] public IReadOnlyList<DomainNameConfiguration>? DomainNameConfigurations { get; init; }
    [WireName("mutualTlsAuthentication")] public MutualTlsAuthentication? MutualTlsAuthentication { get; init; }
    [WireName("routingMode")]
    [OneOf("API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING")]
    public string? RoutingMode { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
