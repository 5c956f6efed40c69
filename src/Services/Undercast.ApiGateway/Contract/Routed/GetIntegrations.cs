using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetIntegrationsInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetIntegrationsOutput
{
    [WireName("items")] public IReadOnlyList<Integration>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
