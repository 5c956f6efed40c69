using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetModelsInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetModelsOutput
{
    [WireName("items")] public IReadOnlyList<Model>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
