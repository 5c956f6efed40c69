using Microsoft.Extensions.DependencyInjection;
using Undercast.ApiGateway.Routed;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>Registers the service.</summary>
public sealed class ApiGatewayModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "apigateway";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [ApiGatewayApi.Descriptor, ApiGatewayV2Api.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<ApiGatewayService>();
        services.AddSingleton<GatewayPorts>();
        services.AddSingleton<Truststores>();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<IClientCertificateHosts>(static s => s.GetRequiredService<ClientCertificates>());
        services.AddSingleton<StageCache>();
        services.AddSingleton<Callers>();
        services.AddSingleton<Authorization>();
        services.AddSingleton<PlanGate>();
        services.AddSingleton<ResponseCache>();
        services.AddSingleton<ServiceIntegration>();
        services.AddSingleton<HttpIntegration>();
        services.AddSingleton<Integrations>();
        services.AddSingleton<RestDataPlane>();
        services.AddSingleton<RoutedService>();
        services.AddSingleton<RoutedCache>();
        services.AddSingleton<Throttles>();
        services.AddSingleton<Quotas>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton(static _ => new TokenKeys());
        services.AddSingleton<RoutedAuthorization>();
        services.AddSingleton<RoutedIntegrations>();
        services.AddSingleton<OpenSockets>();
        services.AddSingleton<SocketAuthorization>();
        services.AddSingleton<SocketRoutes>();
        services.AddSingleton<ConnectionsApi>();
        services.AddSingleton<SocketDataPlane>();
        services.AddSingleton<HttpDataPlane>();
        services.AddSingleton<IDataPlane, ExecuteApiPlane>();
        services.AddSingleton<IResourceFacts, ExecuteApiFacts>();
        services.AddSingleton<IResourceFacts, ApiGatewayFacts>();
        services.AddSingleton<IAccountReset, ApiGatewayReset>();
        services.AddSingleton<ResourceType, RestApiType>();
        services.AddSingleton<ResourceType, ApiResourceType>();
        services.AddSingleton<ResourceType, MethodType>();
        services.AddSingleton<ResourceType, DeploymentType>();
        services.AddSingleton<ResourceType, StageType>();
        services.AddSingleton<ResourceType, AuthorizerType>();
        services.AddSingleton<ResourceType, ModelType>();
        services.AddSingleton<ResourceType, RequestValidatorType>();
        services.AddSingleton<ResourceType, GatewayResponseType>();
        services.AddSingleton<ResourceType, AccountType>();
        services.AddSingleton<ResourceType, ApiKeyType>();
        services.AddSingleton<ResourceType, UsagePlanType>();
        services.AddSingleton<ResourceType, UsagePlanKeyType>();
        services.AddSingleton<ResourceType, DomainNameType>();
        services.AddSingleton<ResourceType, BasePathMappingType>();
        services.AddSingleton<ResourceType, ClientCertificateType>();
        services.AddSingleton<ResourceType, VpcLinkType>();
        services.AddSingleton<ResourceType, DocumentationPartType>();
        services.AddSingleton<ResourceType, DocumentationVersionType>();
        services.AddSingleton<ResourceType, RoutedApiType>();
        services.AddSingleton<ResourceType, RoutedStageType>();
        services.AddSingleton<ResourceType, RoutedDeploymentType>();
        services.AddSingleton<ResourceType, RoutedDomainType>();
        services.AddSingleton<ResourceType, RoutedVpcLinkType>();
        foreach (var part in Parts()) services.AddSingleton<ResourceType>(part);
    }

    // Parts of HTTP and WebSocket APIs that differ in their names only.
    private static RoutedType[] Parts() =>
    [
        new("Route", ["ApiId"], ["ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters", "RouteKey", "RouteResponseSelectionExpression", "Target"]),
        new("RouteResponse", ["ApiId", "RouteId"], ["ModelSelectionExpression", "ResponseModels", "ResponseParameters", "RouteResponseKey"]),
        new(
            "Integration",
            ["ApiId"],
            [
                "ConnectionId", "ConnectionType", "ContentHandlingStrategy", "CredentialsArn", "Description", "IntegrationMethod", "IntegrationSubtype", "IntegrationType", "IntegrationUri", "PassthroughBehavior",
                "PayloadFormatVersion", "RequestParameters", "RequestTemplates", "ResponseParameters", "TemplateSelectionExpression", "TimeoutInMillis", "TlsConfig",
            ]),
        new("IntegrationResponse", ["ApiId", "IntegrationId"], ["ContentHandlingStrategy", "IntegrationResponseKey", "ResponseParameters", "ResponseTemplates", "TemplateSelectionExpression"]),
        new(
            "Authorizer",
            ["ApiId"],
            [
                "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds", "AuthorizerType", "AuthorizerUri", "EnableSimpleResponses", "IdentitySource", "IdentityValidationExpression",
                "JwtConfiguration", "Name",
            ]),
        new("Model", ["ApiId"], ["ContentType", "Description", "Name", "Schema"]),
        new("ApiMapping", ["DomainName"], ["ApiId", "ApiMappingKey", "Stage"]),
    ];

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => api == ApiGatewayV2Api.Descriptor ? typeof(RoutedService) : typeof(ApiGatewayService);
}
