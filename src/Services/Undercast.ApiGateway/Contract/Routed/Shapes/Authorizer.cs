using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record Authorizer
{
    [WireName("authorizerCredentialsArn")] public string? AuthorizerCredentialsArn { get; init; }
    [WireName("authorizerId")] public string? AuthorizerId { get; init; }
    [WireName("authorizerPayloadFormatVersion")] public string? AuthorizerPayloadFormatVersion { get; init; }
    [WireName("authorizerResultTtlInSeconds"), Range(min: 0, max: 3600)] public int? AuthorizerResultTtlInSeconds { get; init; }
    [WireName("authorizerType"), OneOf("REQUEST", "JWT")] public string? AuthorizerType { get; init; }
    [WireName("authorizerUri")] public string? AuthorizerUri { get; init; }
    [WireName("enableSimpleResponses")] public bool? EnableSimpleResponses { get; init; }
    [WireName("identitySource")] public IReadOnlyList<string>? IdentitySource { get; init; }
    [WireName("identityValidationExpression")] public string? IdentityValidationExpression { get; init; }
    [WireName("jwtConfiguration")] public JWTConfiguration? JwtConfiguration { get; init; }
    [WireName("name")] public string? Name { get; init; }
}
