using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteClientCertificateInput
{
    [WireName("clientCertificateId"), HttpLabel("clientcertificate_id")] public required string ClientCertificateId { get; init; }
}
