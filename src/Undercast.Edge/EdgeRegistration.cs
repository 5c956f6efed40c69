using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>Registers the edge.</summary>
public static class EdgeRegistration
{
    /// <summary>Registers the edge beside <see cref="Undercast.Cloud.CloudRegistration.AddCloud"/>; control endpoints and data planes are whatever is registered as such.</summary>
    public static IServiceCollection AddEdge(this IServiceCollection services, EdgeOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        services.AddSingleton<Claimer>();
        services.TryAddSingleton<IWireGate, WireGate>();
        services.AddSingleton(provider => new HostPaths(provider.GetRequiredService<ApiCatalog>(), options.HostSuffixes));
        services.AddSingleton<CrossOriginStep>();
        services.AddSingleton<RequestFlow>();
        services.TryAddSingleton(provider => new EdgeServer(options, provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
