using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ReimportApiInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("basepath"), HttpQuery("basepath")] public string? Basepath { get; init; }
    [WireName("body")] public required string Body { get; init; }
    [WireName("failOnWarnings"), HttpQuery("failOnWarnings")] public bool? FailOnWarnings { get; init; }
}
