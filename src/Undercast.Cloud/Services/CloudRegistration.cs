using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Puts the cloud together.</summary>
public static class CloudRegistration
{
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
        // A module may bring its own authorizer, throttle or recorder.
        services.TryAddSingleton<IAuthorizer, RootOnlyAuthorizer>();
        services.TryAddSingleton<IThrottle, Unthrottled>();
        services.TryAddSingleton<CallLedger>();
        services.TryAddSingleton<ICallRecorder>(provider => provider.GetRequiredService<CallLedger>());
        services.AddSingleton<ServiceTable>();
        services.AddSingleton(provider => new ApiCatalog(provider.GetRequiredService<ServiceTable>().Apis));
        services.AddSingleton<CallerIdentification>();
        services.AddSingleton<CallPipeline>();
        services.AddSingleton<ICloudCalls, InProcessCalls>();
        return services;
    }
}
