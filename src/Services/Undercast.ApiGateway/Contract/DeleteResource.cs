using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteResourceInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
}
