using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetDomainNamesInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
    [WireName("resourceOwner"), HttpQuery("resourceOwner"), OneOf("SELF", "OTHER_ACCOUNTS")] public string? ResourceOwner { get; init; }
}

public sealed record GetDomainNamesOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<DomainName>? Items { get; init; }
}
