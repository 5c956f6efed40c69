using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteIntegrationResponseInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("integrationId"), HttpLabel("integrationId")] public required string IntegrationId { get; init; }
    [WireName("integrationResponseId"), HttpLabel("integrationResponseId")] public required string IntegrationResponseId { get; init; }
}
