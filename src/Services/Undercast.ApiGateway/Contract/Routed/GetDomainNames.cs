using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetDomainNamesInput
{
    [HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetDomainNamesOutput
{
    [WireName("items")] public IReadOnlyList<DomainName>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
