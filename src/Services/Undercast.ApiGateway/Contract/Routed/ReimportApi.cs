using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ReimportApiInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpQuery("basepath")] public string? Basepath { get; init; }
    [WireName("body")] public required string Body { get; init; }
    [HttpQuery("failOnWarnings")] public bool? FailOnWarnings { get; init; }
}
