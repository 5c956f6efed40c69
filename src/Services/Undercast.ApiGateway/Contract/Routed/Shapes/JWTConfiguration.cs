using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record JWTConfiguration
{
    [WireName("audience")] public IReadOnlyList<string>? Audience { get; init; }
    [WireName("issuer")] public string? Issuer { get; init; }
}
