using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Cognito.Identity;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Registers the service: user pools and identity pools.</summary>
public sealed class CognitoModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "cognito";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [CognitoApi.Descriptor, CognitoIdentityApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<PoolKeys>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<IUserPoolTokens>(static p => p.GetRequiredService<TokenVerifier>());
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton(static p => new TriggerCalls(p.GetService<IFunctionInvoker>()));
        services.AddSingleton<CognitoService>();
        services.AddSingleton<IdentityTokens>();
        services.AddSingleton<IIdentityTokens>(static p => p.GetRequiredService<IdentityTokens>());
        services.AddSingleton(static p => new LoginVerifier(p.GetRequiredService<TokenVerifier>(), p.GetRequiredService<IdentityTokens>(), p.GetService<IFederatedLogins>(), p.GetRequiredService<SocialLogins>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => new SocialLogins(p.GetRequiredService<ExternalHttp>(), p.GetRequiredService<CloudOptions>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => new IdentityService(p.GetRequiredService<IStore>(), p.GetRequiredService<LoginVerifier>(), p.GetRequiredService<IdentityTokens>(), p.GetService<IRoleSessions>()));
        services.AddSingleton<IDataPlane, WellKnown>();
        services.AddSingleton<IDataPlane, MessageOutbox>();
        services.AddSingleton<Grants>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton(static p => new ExternalHttp(p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => new SignInPages(
            p.GetRequiredService<IStore>(), p.GetRequiredService<CognitoService>(), p.GetRequiredService<Grants>(), p.GetRequiredService<TokenIssuer>(), p.GetService<ICloudCalls>()));
        services.AddSingleton<FederationPages>();
        services.AddSingleton<IDataPlane, HostedPlane>();
        services.AddSingleton<IDataPlane, ImportUpload>();
        services.AddSingleton<IResourceFacts, UserPoolFacts>();
        services.AddSingleton<IResourceFacts, IdentityPoolFacts>();
        services.AddSingleton<ResourceType, UserPoolResource>();
        services.AddSingleton<ResourceType, UserPoolClientResource>();
        services.AddSingleton<ResourceType, UserPoolGroupResource>();
        services.AddSingleton<ResourceType, UserToGroupResource>();
        services.AddSingleton<ResourceType, UserPoolDomainResource>();
        services.AddSingleton<ResourceType, ResourceServerResource>();
        services.AddSingleton<ResourceType, IdentityProviderResource>();
        services.AddSingleton<ResourceType, CustomizationResource>();
        services.AddSingleton<ResourceType, UserPoolUserResource>();
        services.AddSingleton<ResourceType, ManagedLoginBrandingResource>();
        services.AddSingleton<ResourceType, IdentityPoolResource>();
        services.AddSingleton<ResourceType, RoleAttachmentResource>();
        services.AddSingleton<IAccountReset, CognitoReset>();
        services.AddSingleton<IKnownAccounts, CognitoAccounts>();
        foreach (var make in (Func<IServiceProvider, IJobHandler>[])[static p => SweepJob.Handler(p.GetRequiredService<IStore>()), static p => PoolRemoval.Handler(p.GetRequiredService<IStore>()), static p => ImportJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<CognitoService>>())])
        {
            services.AddSingleton(make);
        }
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => api == CognitoIdentityApi.Descriptor ? typeof(IdentityService) : typeof(CognitoService);
}
