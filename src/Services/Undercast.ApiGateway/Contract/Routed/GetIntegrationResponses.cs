using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetIntegrationResponsesInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("integrationId")] public required string IntegrationId { get; init; }
    [HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetIntegrationResponsesOutput
{
    [WireName("items")] public IReadOnlyList<IntegrationResponse>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
