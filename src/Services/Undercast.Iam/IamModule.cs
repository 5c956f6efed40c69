using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Iam.Sts;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Registers the service: IAM, STS, and what the pipeline asks about principals.</summary>
public sealed class IamModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "iam";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [IamApi.Descriptor, StsApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<PrincipalDirectory>();
        services.AddSingleton<IPrincipalPolicies>(static p => p.GetRequiredService<PrincipalDirectory>());
        services.AddSingleton<ICredentialSource>(static p => p.GetRequiredService<PrincipalDirectory>());
        services.AddSingleton<IResourceFacts, IamFacts>();
        services.AddSingleton<IResourceFacts, StsFacts>();
        services.AddSingleton<RefusalSeal>();
        services.AddSingleton<IRefusalSeal>(static p => p.GetRequiredService<RefusalSeal>());
        services.AddSingleton<LastUses>();
        services.AddSingleton<ICallRecorder>(static p => p.GetRequiredService<LastUses>());
        services.AddSingleton<SessionIssuer>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<WebIdentities>();
        services.AddSingleton<IFederatedLogins, FederatedLogins>();
        services.AddSingleton<IRoleSessions, RoleSessions>();
        services.AddSingleton<IamService>();
        services.AddSingleton<StsService>();
        services.AddSingleton<IAccountReset, IamReset>();
        services.AddSingleton<ResourceType, RoleType>();
        services.AddSingleton<ResourceType, UserType>();
        services.AddSingleton<ResourceType, GroupType>();
        services.AddSingleton<ResourceType, InlinePolicyType>();
        services.AddSingleton<ResourceType, RolePolicyType>();
        services.AddSingleton<ResourceType, ManagedPolicyType>();
        services.AddSingleton<ResourceType, AccessKeyType>();
        services.AddSingleton<ResourceType, InstanceProfileType>();
        services.AddSingleton<ResourceType, UserToGroupAdditionType>();
        services.AddSingleton<ResourceType, OidcProviderType>();
        services.AddSingleton<ResourceType, SamlProviderType>();
        services.AddSingleton<ResourceType, VirtualMfaDeviceType>();
        services.AddSingleton<ResourceType, ServerCertificateType>();
        services.AddSingleton<IKnownAccounts, IamAccounts>();
        services.AddSingleton(static p => ExpiryJob.Handler(p.GetRequiredService<IStore>()));
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => api == StsApi.Descriptor ? typeof(StsService) : typeof(IamService);
}
