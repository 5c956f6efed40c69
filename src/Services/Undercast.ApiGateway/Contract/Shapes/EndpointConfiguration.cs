using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record EndpointConfiguration
{
    [WireName("types")] public IReadOnlyList<string>? Types { get; init; }
    [WireName("ipAddressType"), OneOf("ipv4", "dualstack")] public string? IpAddressType { get; init; }
    [WireName("vpcEndpointIds")] public IReadOnlyList<string>? VpcEndpointIds { get; init; }
}
