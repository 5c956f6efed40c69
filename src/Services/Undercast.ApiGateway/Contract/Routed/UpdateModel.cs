using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateModelInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("contentType")] public string? ContentType { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("modelId"), HttpLabel("modelId")] public required string ModelId { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("schema")] public string? Schema { get; init; }
}
