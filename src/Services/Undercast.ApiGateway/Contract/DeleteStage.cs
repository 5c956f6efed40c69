using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteStageInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("stageName"), HttpLabel("stage_name")] public required string StageName { get; init; }
}
