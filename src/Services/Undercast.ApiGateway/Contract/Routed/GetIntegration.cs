using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetIntegrationInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("integrationId")] public required string IntegrationId { get; init; }
}
