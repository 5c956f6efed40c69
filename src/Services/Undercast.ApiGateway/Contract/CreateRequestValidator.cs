using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateRequestValidatorInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("validateRequestBody")] public bool? ValidateRequestBody { get; init; }
    [WireName("validateRequestParameters")] public bool? ValidateRequestParameters { get; init; }
}
