using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ImportApiKeysInput
{
    [WireName("body"), HttpPayload] public required byte[] Body { get; init; }
    [WireName("format"), HttpQuery("format"), OneOf("csv")] public required string Format { get; init; }
    [WireName("failOnWarnings"), HttpQuery("failonwarnings")] public bool? FailOnWarnings { get; init; }
}

public sealed record ImportApiKeysOutput
{
    [WireName("ids")] public IReadOnlyList<string>? Ids { get; init; }
    [WireName("warnings")] public IReadOnlyList<string>? Warnings { get; init; }
}
