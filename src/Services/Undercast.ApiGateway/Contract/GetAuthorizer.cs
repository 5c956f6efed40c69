using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetAuthorizerInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("authorizerId"), HttpLabel("authorizer_id")] public required string AuthorizerId { get; init; }
}
