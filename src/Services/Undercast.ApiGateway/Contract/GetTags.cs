using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetTagsInput
{
    [WireName("resourceArn"), HttpLabel("resource_arn")] public required string ResourceArn { get; init; }
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetTagsOutput
{
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
