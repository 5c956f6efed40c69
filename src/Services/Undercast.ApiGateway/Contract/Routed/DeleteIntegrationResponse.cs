using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteIntegrationResponseInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("integrationId")] public required string IntegrationId { get; init; }
    [HttpLabel("integrationResponseId")] public required string IntegrationResponseId { get; init; }
}
