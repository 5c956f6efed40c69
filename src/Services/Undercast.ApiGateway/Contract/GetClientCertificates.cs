using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetClientCertificatesInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetClientCertificatesOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<ClientCertificate>? Items { get; init; }
}
