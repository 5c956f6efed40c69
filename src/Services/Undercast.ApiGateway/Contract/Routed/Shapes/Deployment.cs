using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Deployment
{
    [WireName("autoDeployed")] public bool? AutoDeployed { get; init; }
    [WireName("createdDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("deploymentId")] public string? DeploymentId { get; init; }
    [WireName("deploymentStatus"), OneOf("PENDING", "FAILED", "DEPLOYED")] public string? DeploymentStatus { get; init; }
    [WireName("deploymentStatusMessage")] public string? DeploymentStatusMessage { get; init; }
    [WireName("description")] public string? Description { get; init; }
}
