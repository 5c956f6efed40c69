using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>Registers the service.</summary>
public sealed class ApiGatewayModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "apigateway";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [ApiGatewayApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<ApiGatewayService>();
        services.AddSingleton<GatewayPorts>();
        services.AddSingleton<StageCache>();
        services.AddSingleton<Authorization>();
        services.AddSingleton<PlanGate>();
        services.AddSingleton<ResponseCache>();
        services.AddSingleton<ServiceIntegration>();
        services.AddSingleton<HttpIntegration>();
        services.AddSingleton<Integrations>();
        services.AddSingleton<IDataPlane, RestDataPlane>();
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
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(ApiGatewayService);
}
