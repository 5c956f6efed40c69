using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetIntegrationResponsesInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("integrationId"), HttpLabel("integrationId")] public required string IntegrationId { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetIntegrationResponsesOutput
{
    [WireName("items")] public IReadOnlyList<IntegrationResponse>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
