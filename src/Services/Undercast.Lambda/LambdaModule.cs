using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Registers the service.</summary>
public sealed class LambdaModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "lambda";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [LambdaApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<LambdaPorts>();
        services.AddSingleton<Packages>();
        services.AddSingleton(p => new FunctionPool(new FunctionPoolOptions(), p.GetService<ILogWriter>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<FunctionPool>>()));
        services.AddSingleton<FunctionExecution>();
        services.AddSingleton<EventQueue>();
        services.AddSingleton<Pollers>();
        services.AddSingleton<Provisioning>();
        services.AddSingleton<LambdaService>();
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
        services.AddSingleton<IResourceFacts, LambdaFacts>();
        services.AddSingleton<IDataPlane, PackageDataPlane>();
        services.AddSingleton<IDataPlane, UrlDataPlane>();
        services.AddSingleton<IBlobReferences, PackageReferences>();
        services.AddSingleton<ResourceType, FunctionType>();
        services.AddSingleton<ResourceType, VersionType>();
        services.AddSingleton<ResourceType, AliasType>();
        services.AddSingleton<ResourceType, LayerVersionType>();
        services.AddSingleton<ResourceType, PermissionType>();
        services.AddSingleton<ResourceType, UrlType>();
        services.AddSingleton<ResourceType, EventInvokeConfigType>();
        services.AddSingleton<ResourceType, EventSourceMappingType>();
        services.AddSingleton<IAccountReset, LambdaReset>();
        services.AddSingleton(p => p.GetRequiredService<EventQueue>().Handler());
        services.AddSingleton(p => p.GetRequiredService<Pollers>().Handler());
        services.AddSingleton(p => p.GetRequiredService<Provisioning>().Handler());
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(LambdaService);
}
