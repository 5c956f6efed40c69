using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Puts the cloud together.</summary>
public static class CloudRegistration
{
    /// <summary>The key of the clock that signatures are held against, where it is another than the cloud's own.</summary>
    public const string WallClock = "wall";

    /// <summary>Registers the pipeline and every module. The host adds the store, the blobs and, for an address that others can reach, <see cref="RootCredentials"/>.</summary>
    public static IServiceCollection AddCloud(this IServiceCollection services, CloudOptions options, IEnumerable<IServiceModule> modules)
    {
        options.Check();
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        if (options.LoopbackOnly) services.AddSingleton<ICredentialSource>(new DevelopmentCredentials(options.DefaultAccount));
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.Register(services);
        }
        // Where somebody keeps principals and their policies, those decide.
        if (services.Any(s => s.ServiceType == typeof(IPrincipalPolicies)))
        {
            services.TryAddSingleton<PolicyAuthorizer>();
            services.TryAddSingleton<IAuthorizer>(static provider => provider.GetRequiredService<PolicyAuthorizer>());
            services.TryAddSingleton<IAccess>(static provider => provider.GetRequiredService<PolicyAuthorizer>());
        }
        // A module may bring its own authorizer or throttle, and a recorder beside the ledger.
        services.TryAddSingleton<IAuthorizer, RootOnlyAuthorizer>();
        services.TryAddSingleton<IThrottle, Unthrottled>();
        services.TryAddSingleton<CallLedger>();
        services.AddSingleton<ICallRecorder>(provider => provider.GetRequiredService<CallLedger>());
        services.AddSingleton<ServiceTable>();
        services.AddSingleton(provider => new ApiCatalog(provider.GetRequiredService<ServiceTable>().Apis));
        // Clients sign by the wall's clock, wherever this cloud's own has been moved to.
        services.AddSingleton(provider => new CallerIdentification(
            provider.GetRequiredService<CloudOptions>(), provider.GetServices<ICredentialSource>(), provider.GetKeyedService<TimeProvider>(WallClock) ?? provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CallPipeline>();
        services.AddSingleton<ICloudCalls, InProcessCalls>();
        return services;
    }
}
