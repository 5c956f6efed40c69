using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ApiStage
{
    [WireName("apiId")] public string? ApiId { get; init; }
    [WireName("stage")] public string? Stage { get; init; }
    [WireName("throttle")] public IReadOnlyDictionary<string, ThrottleSettings>? Throttle { get; init; }
}
