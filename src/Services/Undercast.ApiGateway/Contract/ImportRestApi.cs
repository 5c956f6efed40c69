using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ImportRestApiInput
{
    [WireName("failOnWarnings"), HttpQuery("failonwarnings")] public bool? FailOnWarnings { get; init; }
    [WireName("parameters"), HttpQuery] public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    [WireName("body"), HttpPayload] public required byte[] Body { get; init; }
}
