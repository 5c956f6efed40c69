using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetStageInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("stageName")] public required string StageName { get; init; }
}
