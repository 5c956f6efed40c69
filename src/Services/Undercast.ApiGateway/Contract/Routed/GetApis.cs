using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetApisInput
{
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetApisOutput
{
    [WireName("items")] public IReadOnlyList<Api>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
