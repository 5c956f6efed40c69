using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateDeploymentInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("deploymentId"), HttpLabel("deploymentId")] public required string DeploymentId { get; init; }
    [WireName("description")] public string? Description { get; init; }
}
