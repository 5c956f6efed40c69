using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateStageInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("stageName")] public required string StageName { get; init; }
    [WireName("deploymentId")] public required string DeploymentId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("cacheClusterEnabled")] public bool? CacheClusterEnabled { get; init; }
    [WireName("cacheClusterSize")]
    [OneOf("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237")]
    public string? CacheClusterSize { get; init; }
    [WireName("variables")] public IReadOnlyDictionary<string, string>? Variables { get; init; }
    [WireName("documentationVersion")] public string? DocumentationVersion { get; init; }
    [WireName("canarySettings")] public CanarySettings? CanarySettings { get; init; }
    [WireName("tracingEnabled")] public bool? TracingEnabled { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
