using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateRestApiInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
