using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record PutRestApiInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("mode"), HttpQuery("mode"), OneOf("merge", "overwrite")] public string? Mode { get; init; }
    [WireName("failOnWarnings"), HttpQuery("failonwarnings")] public bool? FailOnWarnings { get; init; }
    [WireName("parameters"), HttpQuery] public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    [WireName("body"), HttpPayload] public required byte[] Body { get; init; }
}
