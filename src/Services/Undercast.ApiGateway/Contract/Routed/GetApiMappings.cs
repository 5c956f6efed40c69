using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetApiMappingsInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults")] public string? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record GetApiMappingsOutput
{
    [WireName("items")] public IReadOnlyList<ApiMapping>? Items { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
