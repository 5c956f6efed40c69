using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateRequestValidatorInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("requestValidatorId"), HttpLabel("requestvalidator_id")] public required string RequestValidatorId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
