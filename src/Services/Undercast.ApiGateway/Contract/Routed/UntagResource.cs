using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UntagResourceInput
{
    [WireName("resourceArn"), HttpLabel("resource-arn")] public required string ResourceArn { get; init; }
    [WireName("tagKeys"), HttpQuery("tagKeys")] public required IReadOnlyList<string> TagKeys { get; init; }
}
