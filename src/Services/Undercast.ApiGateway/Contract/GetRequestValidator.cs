using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetRequestValidatorInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("requestValidatorId"), HttpLabel("requestvalidator_id")] public required string RequestValidatorId { get; init; }
}
