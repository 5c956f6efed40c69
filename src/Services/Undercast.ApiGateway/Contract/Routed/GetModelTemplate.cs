using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetModelTemplateInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("modelId")] public required string ModelId { get; init; }
}

public sealed record GetModelTemplateOutput
{
    [WireName("value")] public string? Value { get; init; }
}
