using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ClientCertificate
{
    [WireName("clientCertificateId")] public string? ClientCertificateId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("pemEncodedCertificate")] public string? PemEncodedCertificate { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("expirationDate")] public DateTimeOffset? ExpirationDate { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
