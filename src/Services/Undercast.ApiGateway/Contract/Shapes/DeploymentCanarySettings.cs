using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeploymentCanarySettings
{
    [WireName("percentTraffic")] public double? PercentTraffic { get; init; }
    [WireName("stageVariableOverrides")] public IReadOnlyDictionary<string, string>? StageVariableOverrides { get; init; }
    [WireName("useStageCache")] public bool? UseStageCache { get; init; }
}
