using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateModelInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("contentType")] public string? ContentType { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("name")] public required string Name { get; init; }
    [WireName("schema")] public required string Schema { get; init; }
}
