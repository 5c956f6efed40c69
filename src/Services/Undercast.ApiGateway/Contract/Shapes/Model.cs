using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Model
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("schema")] public string? Schema { get; init; }
    [WireName("contentType")] public string? ContentType { get; init; }
}
