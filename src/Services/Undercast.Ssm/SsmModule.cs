using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Ssm;

/// <summary>Registers the service.</summary>
public sealed class SsmModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "ssm";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [SsmApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<SsmService>();
        services.AddSingleton<IResourceFacts, SsmFacts>();
        services.AddSingleton<IAccountReset, SsmReset>();
        services.AddSingleton<ResourceType, ParameterType>();
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(SsmService);
}
