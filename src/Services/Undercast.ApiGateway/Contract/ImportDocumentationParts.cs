using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ImportDocumentationPartsInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("mode"), HttpQuery("mode"), OneOf("merge", "overwrite")] public string? Mode { get; init; }
    [WireName("failOnWarnings"), HttpQuery("failonwarnings")] public bool? FailOnWarnings { get; init; }
    [WireName("body"), HttpPayload] public required byte[] Body { get; init; }
}

public sealed record ImportDocumentationPartsOutput
{
    [WireName("ids")] public IReadOnlyList<string>? Ids { get; init; }
    [WireName("warnings")] public IReadOnlyList<string>? Warnings { get; init; }
}
