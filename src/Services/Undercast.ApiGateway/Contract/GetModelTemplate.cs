using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetModelTemplateInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("modelName"), HttpLabel("model_name")] public required string ModelName { get; init; }
}

public sealed record GetModelTemplateOutput
{
    [WireName("value")] public string? Value { get; init; }
}
