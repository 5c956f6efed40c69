using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record TlsConfig
{
    [WireName("serverNameToVerify")] public string? ServerNameToVerify { get; init; }
}
