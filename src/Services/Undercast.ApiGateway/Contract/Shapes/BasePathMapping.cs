using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record BasePathMapping
{
    [WireName("basePath")] public string? BasePath { get; init; }
    [WireName("restApiId")] public string? RestApiId { get; init; }
    [WireName("stage")] public string? Stage { get; init; }
}
