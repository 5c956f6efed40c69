using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetDomainNamesInput
{
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetDomainNamesOutput
{
    [WireName("items")] public IReadOnlyList<DomainName>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
