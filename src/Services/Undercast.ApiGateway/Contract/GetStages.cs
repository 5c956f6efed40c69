using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetStagesInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("deploymentId"), HttpQuery("deploymentId")] public string? DeploymentId { get; init; }
}

public sealed record GetStagesOutput
{
    [WireName("item")] public IReadOnlyList<Stage>? Item { get; init; }
}
