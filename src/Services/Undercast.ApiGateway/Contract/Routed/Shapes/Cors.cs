using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Cors
{
    [WireName("allowCredentials")] public bool? AllowCredentials { get; init; }
    [WireName("allowHeaders")] public IReadOnlyList<string>? AllowHeaders { get; init; }
    [WireName("allowMethods")] public IReadOnlyList<string>? AllowMethods { get; init; }
    [WireName("allowOrigins")] public IReadOnlyList<string>? AllowOrigins { get; init; }
    [WireName("exposeHeaders")] public IReadOnlyList<string>? ExposeHeaders { get; init; }
    [WireName("maxAge"), Range(min: -1, max: 86400)] public int? MaxAge { get; init; }
}
