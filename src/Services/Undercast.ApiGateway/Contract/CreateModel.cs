using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateModelInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("name")] public required string Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("schema")] public string? Schema { get; init; }
    [WireName("contentType")] public required string ContentType { get; init; }
}
