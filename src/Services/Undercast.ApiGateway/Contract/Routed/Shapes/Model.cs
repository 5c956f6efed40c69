using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Model
{
    [WireName("contentType")] public string? ContentType { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("modelId")] public string? ModelId { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("schema")] public string? Schema { get; init; }
}
