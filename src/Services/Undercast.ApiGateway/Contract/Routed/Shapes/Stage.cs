using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Stage
{
    [WireName("accessLogSettings")] public AccessLogSettings? AccessLogSettings { get; init; }
    [WireName("apiGatewayManaged")] public bool? ApiGatewayManaged { get; init; }
    [WireName("autoDeploy")] public bool? AutoDeploy { get; init; }
    [WireName("clientCertificateId")] public string? ClientCertificateId { get; init; }
    [WireName("createdDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("defaultRouteSettings")] public RouteSettings? DefaultRouteSettings { get; init; }
    [WireName("deploymentId")] public string? DeploymentId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("lastDeploymentStatusMessage")] public string? LastDeploymentStatusMessage { get; init; }
    [WireName("lastUpdatedDate"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? LastUpdatedDate { get; init; }
    [WireName("routeSettings")] public IReadOnlyDictionary<string, RouteSettings>? RouteSettings { get; init; }
    [WireName("stageName")] public string? StageName { get; init; }
    [WireName("stageVariables")] public IReadOnlyDictionary<string, string>? StageVariables { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
