using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateDeploymentInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("deploymentId"), HttpLabel("deployment_id")] public required string DeploymentId { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
