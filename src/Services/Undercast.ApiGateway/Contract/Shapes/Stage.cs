using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Stage
{
    [WireName("deploymentId")] public string? DeploymentId { get; init; }
    [WireName("stageName")] public string? StageName { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("cacheClusterEnabled")] public bool? CacheClusterEnabled { get; init; }
    [WireName("cacheClusterSize")]
    [OneOf("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237")]
    public string? CacheClusterSize { get; init; }
    [WireName("cacheClusterStatus")]
    [OneOf("CREATE_IN_PROGRESS", "AVAILABLE", "DELETE_IN_PROGRESS", "NOT_AVAILABLE", "FLUSH_IN_PROGRESS")]
    public string? CacheClusterStatus { get; init; }
    [WireName("methodSettings")] public IReadOnlyDictionary<string, MethodSetting>? MethodSettings { get; init; }
    [WireName("variables")] public IReadOnlyDictionary<string, string>? Variables { get; init; }
    [WireName("documentationVersion")] public string? DocumentationVersion { get; init; }
    [WireName("accessLogSettings")] public AccessLogSettings? AccessLogSettings { get; init; }
    [WireName("canarySettings")] public CanarySettings? CanarySettings { get; init; }
    [WireName("tracingEnabled")] public bool? TracingEnabled { get; init; }
    [WireName("webAclArn")] public string? WebAclArn { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("lastUpdatedDate")] public DateTimeOffset? LastUpdatedDate { get; init; }
}
