using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateAuthorizerInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("name")] public required string Name { get; init; }
    [WireName("type"), OneOf("TOKEN", "REQUEST", "COGNITO_USER_POOLS")] public required string Type { get; init; }
    [WireName("providerARNs")] public IReadOnlyList<string>? ProviderARNs { get; init; }
    [WireName("authType")] public string? AuthType { get; init; }
    [WireName("authorizerUri")] public string? AuthorizerUri { get; init; }
    [WireName("authorizerCredentials")] public string? AuthorizerCredentials { get; init; }
    [WireName("identitySource")] public string? IdentitySource { get; init; }
    [WireName("identityValidationExpression")] public string? IdentityValidationExpression { get; init; }
    [WireName("authorizerResultTtlInSeconds")] public int? AuthorizerResultTtlInSeconds { get; init; }
}
