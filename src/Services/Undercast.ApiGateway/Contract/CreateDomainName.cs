using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateDomainNameInput
{
    [WireName("domainName")] public required string DomainName { get; init; }
    [WireName("certificateName")] public string? CertificateName { get; init; }
    [WireName("certificateArn")] public string? CertificateArn { get; init; }
    [WireName("regionalCertificateName")] public string? RegionalCertificateName { get; init; }
    [WireName("regionalCertificateArn")] public string? RegionalCertificateArn { get; init; }
    [WireName("endpointConfiguration")] public EndpointConfiguration? EndpointConfiguration { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("securityPolicy")]
    public string? SecurityPolicy { get; init; }
    [WireName("mutualTlsAuthentication")] public MutualTlsAuthentication? MutualTlsAuthentication { get; init; }
    [WireName("ownershipVerificationCertificateArn")] public string? OwnershipVerificationCertificateArn { get; init; }
    [WireName("routingMode")]
    [OneOf("BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING")]
    public string? RoutingMode { get; init; }
}
