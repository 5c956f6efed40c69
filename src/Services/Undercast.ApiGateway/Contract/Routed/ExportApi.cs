using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ExportApiInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpQuery("exportVersion")] public string? ExportVersion { get; init; }
    [HttpQuery("includeExtensions")] public bool? IncludeExtensions { get; init; }
    [HttpQuery("outputType")] public required string OutputType { get; init; }
    [HttpLabel("specification")] public required string Specification { get; init; }
    [HttpQuery("stageName")] public string? StageName { get; init; }
}

public sealed record ExportApiOutput
{
    [WireName("body"), HttpPayload] public byte[]? Body { get; init; }
}
