using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetModelsInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetModelsOutput
{
    [WireName("items")] public IReadOnlyList<Model>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
