using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetResourcesInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
    [WireName("embed"), HttpQuery("embed")] public IReadOnlyList<string>? Embed { get; init; }
}

public sealed record GetResourcesOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<Resource>? Items { get; init; }
}
