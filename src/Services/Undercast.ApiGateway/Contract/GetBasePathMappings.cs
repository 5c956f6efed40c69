using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetBasePathMappingsInput
{
    [WireName("domainName"), HttpLabel("domain_name")] public required string DomainName { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetBasePathMappingsOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<BasePathMapping>? Items { get; init; }
}
