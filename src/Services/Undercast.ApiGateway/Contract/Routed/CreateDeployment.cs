using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateDeploymentInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("stageName")] public string? StageName { get; init; }
}
