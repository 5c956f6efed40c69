using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CanarySettings
{
    [WireName("percentTraffic")] public double? PercentTraffic { get; init; }
    [WireName("deploymentId")] public string? DeploymentId { get; init; }
    [WireName("stageVariableOverrides")] public IReadOnlyDictionary<string, string>? StageVariableOverrides { get; init; }
    [WireName("useStageCache")] public bool? UseStageCache { get; init; }
}
