using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ExportApiInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("exportVersion"), HttpQuery("exportVersion")] public string? ExportVersion { get; init; }
    [WireName("includeExtensions"), HttpQuery("includeExtensions")] public bool? IncludeExtensions { get; init; }
    [WireName("outputType"), HttpQuery("outputType")] public required string OutputType { get; init; }
    [WireName("specification"), HttpLabel("specification")] public required string Specification { get; init; }
    [WireName("stageName"), HttpQuery("stageName")] public string? StageName { get; init; }
}

public sealed record ExportApiOutput
{
    [WireName("body"), HttpPayload] public byte[]? Body { get; init; }
}
