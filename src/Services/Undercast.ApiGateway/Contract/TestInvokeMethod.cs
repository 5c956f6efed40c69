using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record TestInvokeMethodInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("resourceId"), HttpLabel("resource_id")] public required string ResourceId { get; init; }
    [WireName("httpMethod"), HttpLabel("http_method")] public required string HttpMethod { get; init; }
    [WireName("pathWithQueryString")] public string? PathWithQueryString { get; init; }
    [WireName("body")] public string? Body { get; init; }
    [WireName("headers")] public IReadOnlyDictionary<string, string>? Headers { get; init; }
    [WireName("multiValueHeaders")] public IReadOnlyDictionary<string, IReadOnlyList<string>>? MultiValueHeaders { get; init; }
    [WireName("clientCertificateId")] public string? ClientCertificateId { get; init; }
    [WireName("stageVariables")] public IReadOnlyDictionary<string, string>? StageVariables { get; init; }
}

public sealed record TestInvokeMethodOutput
{
    [WireName("status")] public int? Status { get; init; }
    [WireName("body")] public string? Body { get; init; }
    [WireName("headers")] public IReadOnlyDictionary<string, string>? Headers { get; init; }
    [WireName("multiValueHeaders")] public IReadOnlyDictionary<string, IReadOnlyList<string>>? MultiValueHeaders { get; init; }
    [WireName("log")] public string? Log { get; init; }
    [WireName("latency")] public long? Latency { get; init; }
}
