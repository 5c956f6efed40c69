using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetExportInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("stageName"), HttpLabel("stage_name")] public required string StageName { get; init; }
    [WireName("exportType"), HttpLabel("export_type")] public required string ExportType { get; init; }
    [WireName("parameters"), HttpQuery] public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    [WireName("accepts"), HttpHeader("Accept")] public string? Accepts { get; init; }
}

public sealed record GetExportOutput
{
    [WireName("contentType"), HttpHeader("Content-Type")] public string? ContentType { get; init; }
    [WireName("contentDisposition"), HttpHeader("Content-Disposition")] public string? ContentDisposition { get; init; }
    [WireName("body"), HttpPayload] public byte[]? Body { get; init; }
}
