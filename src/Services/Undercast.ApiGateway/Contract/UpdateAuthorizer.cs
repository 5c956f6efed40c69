using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateAuthorizerInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("authorizerId"), HttpLabel("authorizer_id")] public required string AuthorizerId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
