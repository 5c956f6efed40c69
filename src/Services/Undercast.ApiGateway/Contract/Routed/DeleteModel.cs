using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteModelInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("modelId")] public required string ModelId { get; init; }
}
