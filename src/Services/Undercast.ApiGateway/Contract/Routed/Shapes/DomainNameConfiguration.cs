using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DomainNameConfiguration
{
    [WireName("apiGatewayDomainName")] public string? ApiGatewayDomainName { get; init; }
    [WireName("certificateArn")] public string? CertificateArn { get; init; }
    [WireName("certificateName")] public string? CertificateName { get; init; }
    [WireName("certificateUploadDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? CertificateUploadDate { get; init; }
    [WireName("domainNameStatus")]
    [OneOf("AVAILABLE", "UPDATING", "PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION")]
    public string? DomainNameStatus { get; init; }
    [WireName("domainNameStatusMessage")] public string? DomainNameStatusMessage { get; init; }
    [WireName("endpointType"), OneOf("REGIONAL", "EDGE")] public string? EndpointType { get; init; }
    [WireName("hostedZoneId")] public string? HostedZoneId { get; init; }
    [WireName("ipAddressType"), OneOf("ipv4", "dualstack")] public string? IpAddressType { get; init; }
    [WireName("securityPolicy"), OneOf("TLS_1_0", "TLS_1_2")] public string? SecurityPolicy { get; init; }
    [WireName("ownershipVerificationCertificateArn")] public string? OwnershipVerificationCertificateArn { get; init; }
}
