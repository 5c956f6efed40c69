using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetStagesInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetStagesOutput
{
    [WireName("items")] public IReadOnlyList<Stage>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
