using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteRestApiInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
}
