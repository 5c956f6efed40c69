using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetDeploymentInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("deploymentId")] public required string DeploymentId { get; init; }
}
