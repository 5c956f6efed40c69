using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Ecr;

/// <summary>Registers the service.</summary>
public sealed class EcrModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "ecr";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [EcrApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<EcrService>();
        services.AddSingleton<IResourceFacts, EcrFacts>();
        services.AddSingleton<IAccountReset, EcrReset>();
        services.AddSingleton<ResourceType, RepositoryType>();
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(EcrService);
}
