using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetSdkInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("stageName"), HttpLabel("stage_name")] public required string StageName { get; init; }
    [WireName("sdkType"), HttpLabel("sdk_type")] public required string SdkType { get; init; }
    [WireName("parameters"), HttpQuery] public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

public sealed record GetSdkOutput
{
    [WireName("contentType"), HttpHeader("Content-Type")] public string? ContentType { get; init; }
    [WireName("contentDisposition"), HttpHeader("Content-Disposition")] public string? ContentDisposition { get; init; }
    [WireName("body"), HttpPayload] public byte[]? Body { get; init; }
}
