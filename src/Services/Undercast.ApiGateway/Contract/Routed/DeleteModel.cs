using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteModelInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("modelId"), HttpLabel("modelId")] public required string ModelId { get; init; }
}
