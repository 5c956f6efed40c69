using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateClientCertificateInput
{
    [WireName("clientCertificateId"), HttpLabel("clientcertificate_id")] public required string ClientCertificateId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
