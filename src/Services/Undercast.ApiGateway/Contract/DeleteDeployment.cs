using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteDeploymentInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("deploymentId"), HttpLabel("deployment_id")] public required string DeploymentId { get; init; }
}
