using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetStagesInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetStagesOutput
{
    [WireName("items")] public IReadOnlyList<Stage>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
