using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetIntegrationInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("integrationId"), HttpLabel("integrationId")] public required string IntegrationId { get; init; }
}
