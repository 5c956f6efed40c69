using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record UntagResourceInput
{
    [HttpLabel("resource-arn")] public required string ResourceArn { get; init; }
    [HttpQuery("tagKeys")] public required IReadOnlyList<string> TagKeys { get; init; }
}
