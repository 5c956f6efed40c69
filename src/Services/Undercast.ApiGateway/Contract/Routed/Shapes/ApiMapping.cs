using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ApiMapping
{
    [WireName("apiId")] public string? ApiId { get; init; }
    [WireName("apiMappingId")] public string? ApiMappingId { get; init; }
    [WireName("apiMappingKey")] public string? ApiMappingKey { get; init; }
    [WireName("stage")] public string? Stage { get; init; }
}
