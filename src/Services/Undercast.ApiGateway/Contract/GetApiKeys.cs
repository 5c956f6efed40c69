using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetApiKeysInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
    [WireName("nameQuery"), HttpQuery("name")] public string? NameQuery { get; init; }
    [WireName("customerId"), HttpQuery("customerId")] public string? CustomerId { get; init; }
    [WireName("includeValues"), HttpQuery("includeValues")] public bool? IncludeValues { get; init; }
}

public sealed record GetApiKeysOutput
{
    [WireName("warnings")] public IReadOnlyList<string>? Warnings { get; init; }
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<ApiKey>? Items { get; init; }
}
