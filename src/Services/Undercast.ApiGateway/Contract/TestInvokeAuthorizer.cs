using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record TestInvokeAuthorizerInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("authorizerId"), HttpLabel("authorizer_id")] public required string AuthorizerId { get; init; }
    [WireName("headers")] public IReadOnlyDictionary<string, string>? Headers { get; init; }
    [WireName("multiValueHeaders")] public IReadOnlyDictionary<string, IReadOnlyList<string>>? MultiValueHeaders { get; init; }
    [WireName("pathWithQueryString")] public string? PathWithQueryString { get; init; }
    [WireName("body")] public string? Body { get; init; }
    [WireName("stageVariables")] public IReadOnlyDictionary<string, string>? StageVariables { get; init; }
    [WireName("additionalContext")] public IReadOnlyDictionary<string, string>? AdditionalContext { get; init; }
}

public sealed record TestInvokeAuthorizerOutput
{
    [WireName("clientStatus")] public int? ClientStatus { get; init; }
    [WireName("log")] public string? Log { get; init; }
    [WireName("latency")] public long? Latency { get; init; }
    [WireName("principalId")] public string? PrincipalId { get; init; }
    [WireName("policy")] public string? Policy { get; init; }
    [WireName("authorization")] public IReadOnlyDictionary<string, IReadOnlyList<string>>? Authorization { get; init; }
    [WireName("claims")] public IReadOnlyDictionary<string, string>? Claims { get; init; }
}
