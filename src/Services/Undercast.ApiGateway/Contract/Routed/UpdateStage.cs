using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UpdateStageInput
{
    [WireName("accessLogSettings")] public AccessLogSettings? AccessLogSettings { get; init; }
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("autoDeploy")] public bool? AutoDeploy { get; init; }
    [WireName("clientCertificateId")] public string? ClientCertificateId { get; init; }
    [WireName("defaultRouteSettings")] public RouteSettings? DefaultRouteSettings { get; init; }
    [WireName("deploymentId")] public string? DeploymentId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("routeSettings")] public IReadOnlyDictionary<string, RouteSettings>? RouteSettings { get; init; }
    [WireName("stageName"), HttpLabel("stageName")] public required string StageName { get; init; }
    [WireName("stageVariables")] public IReadOnlyDictionary<string, string>? StageVariables { get; init; }
}
