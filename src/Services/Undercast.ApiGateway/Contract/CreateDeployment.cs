using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateDeploymentInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("stageName")] public string? StageName { get; init; }
    [WireName("stageDescription")] public string? StageDescription { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("cacheClusterEnabled")] public bool? CacheClusterEnabled { get; init; }
    [WireName("cacheClusterSize")]
    [OneOf("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237")]
    public string? CacheClusterSize { get; init; }
    [WireName("variables")] public IReadOnlyDictionary<string, string>? Variables { get; init; }
    [WireName("canarySettings")] public DeploymentCanarySettings? CanarySettings { get; init; }
    [WireName("tracingEnabled")] public bool? TracingEnabled { get; init; }
}
