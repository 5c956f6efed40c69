using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GenerateClientCertificateInput
{
    [WireName("description")] public string? Description { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
