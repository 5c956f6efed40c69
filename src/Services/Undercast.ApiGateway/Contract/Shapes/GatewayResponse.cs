using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GatewayResponse
{
    [WireName("responseType")]
    [OneOf("DEFAULT_4XX", "DEFAULT_5XX", "RESOURCE_NOT_FOUND", "UNAUTHORIZED", "INVALID_API_KEY", "ACCESS_DENIED", "AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR", "INVALID_SIGNATURE", "EXPIRED_TOKEN", "MISSING_AUTHENTICATION_TOKEN", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "API_CONFIGURATION_ERROR", "UNSUPPORTED_MEDIA_TYPE", "BAD_REQUEST_PARAMETERS", "BAD_REQUEST_BODY", "REQUEST_TOO_LARGE", "THROTTLED", "QUOTA_EXCEEDED", "WAF_FILTERED")]
    public string? ResponseType { get; init; }
    [WireName("statusCode"), Pattern(@"[1-5]\d\d")] public string? StatusCode { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, string>? ResponseParameters { get; init; }
    [WireName("responseTemplates")] public IReadOnlyDictionary<string, string>? ResponseTemplates { get; init; }
    [WireName("defaultResponse")] public bool? DefaultResponse { get; init; }
}
