using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Authorizer
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("type"), OneOf("TOKEN", "REQUEST", "COGNITO_USER_POOLS")] public string? Type { get; init; }
    [WireName("providerARNs")] public IReadOnlyList<string>? ProviderARNs { get; init; }
    [WireName("authType")] public string? AuthType { get; init; }
    [WireName("authorizerUri")] public string? AuthorizerUri { get; init; }
    [WireName("authorizerCredentials")] public string? AuthorizerCredentials { get; init; }
    [WireName("identitySource")] public string? IdentitySource { get; init; }
    [WireName("identityValidationExpression")] public string? IdentityValidationExpression { get; init; }
    [WireName("authorizerResultTtlInSeconds")] public int? AuthorizerResultTtlInSeconds { get; init; }
}
