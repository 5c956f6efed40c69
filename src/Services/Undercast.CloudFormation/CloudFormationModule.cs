using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Registers the service.</summary>
public sealed class CloudFormationModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "cloudformation";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [CloudFormationApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<ResourceTypes>();
        services.AddSingleton<ITemplateTransform, Sam.SamTransform>();
        services.AddSingleton<SourceReader>();
        services.AddSingleton<StackJob>();
        services.AddSingleton<IJobHandler>(static p => StackJob.Handler(p.GetRequiredService<StackJob>));
        services.AddSingleton<CloudFormationService>();
        services.AddSingleton<IAccountReset, CloudFormationReset>();
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(CloudFormationService);
}
