using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DomainName
{
    [WireName("domainName")] public string? Name { get; init; }
    [WireName("domainNameArn")] public string? DomainNameArn { get; init; }
    [WireName("certificateName")] public string? CertificateName { get; init; }
    [WireName("certificateArn")] public string? CertificateArn { get; init; }
    [WireName("certificateUploadDate")] public DateTimeOffset? CertificateUploadDate { get; init; }
    [WireName("regionalDomainName")] public string? RegionalDomainName { get; init; }
    [WireName("regionalHostedZoneId")] public string? RegionalHostedZoneId { get; init; }
    [WireName("regionalCertificateName")] public string? RegionalCertificateName { get; init; }
    [WireName("regionalCertificateArn")] public string? RegionalCertificateArn { get; init; }
    [WireName("distributionDomainName")] public string? DistributionDomainName { get; init; }
    [WireName("distributionHostedZoneId")] public string? DistributionHostedZoneId { get; init; }
    [WireName("endpointConfiguration")] public EndpointConfiguration? EndpointConfiguration { get; init; }
    [WireName("domainNameStatus")]
    [OneOf("AVAILABLE", "UPDATING", "PENDING", "PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION", "FAILED")]
    public string? DomainNameStatus { get; init; }
    [WireName("domainNameStatusMessage")] public string? DomainNameStatusMessage { get; init; }
    [WireName("securityPolicy")]
    public string? SecurityPolicy { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("mutualTlsAuthentication")] public MutualTlsAuthentication? MutualTlsAuthentication { get; init; }
    [WireName("ownershipVerificationCertificateArn")] public string? OwnershipVerificationCertificateArn { get; init; }
    [WireName("routingMode")]
    [OneOf("BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING")]
    public string? RoutingMode { get; init; }
}
