using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetModelTemplateInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("modelId"), HttpLabel("modelId")] public required string ModelId { get; init; }
}

public sealed record GetModelTemplateOutput
{
    [WireName("value")] public string? Value { get; init; }
}
