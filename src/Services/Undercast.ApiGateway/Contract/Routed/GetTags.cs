using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetTagsInput
{
    [WireName("resourceArn"), HttpLabel("resource-arn")] public required string ResourceArn { get; init; }
}

public sealed record GetTagsOutput
{
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
