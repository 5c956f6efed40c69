using Microsoft.Extensions.DependencyInjection;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>A service's one registration point. The host finds modules by their type; nothing else names a service.</summary>
public interface IServiceModule
{
    /// <summary>The service's name in settings, health and logs.</summary>
    string Name { get; }

    /// <summary>The APIs that it serves.</summary>
    IReadOnlyList<ApiDescriptor> Apis { get; }

    /// <summary>Registers everything that the service brings, as singletons: the objects behind its APIs, ports that it implements, workers, job executors, data planes, credential sources.</summary>
    void Register(IServiceCollection services);

    /// <summary>The registered type that serves <paramref name="api"/>.</summary>
    Type ServiceFor(ApiDescriptor api);
}
