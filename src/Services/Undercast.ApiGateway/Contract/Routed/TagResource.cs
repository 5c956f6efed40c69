using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record TagResourceInput
{
    [WireName("resourceArn"), HttpLabel("resource-arn")] public required string ResourceArn { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
