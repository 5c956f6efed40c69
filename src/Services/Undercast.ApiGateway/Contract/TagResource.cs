using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record TagResourceInput
{
    [WireName("resourceArn"), HttpLabel("resource_arn")] public required string ResourceArn { get; init; }
    [WireName("tags")] public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
