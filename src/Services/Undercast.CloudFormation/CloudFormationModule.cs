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
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [CloudFormationApi.Descriptor, CloudControlApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<ResourceTypes>();
        services.AddSingleton<ITemplateTransform, Sam.SamTransform>();
        services.AddSingleton<ITemplateTransform, LanguageExtensions>();
        services.AddSingleton<TemplateTransforms>();
        services.AddSingleton<SystemParameters>();
        services.AddSingleton<SourceReader>();
        services.AddSingleton<ResponseDesk>();
        services.AddSingleton<IDataPlane, ResponsePlane>();
        services.AddSingleton<ResourceType>(static p => new NestedStackType(p.GetRequiredService<IStore>(), p.GetRequiredService<StackJob>));
        services.AddSingleton<ResourceType>(static p => new StackSetType(p.GetRequiredService<IStore>(), p.GetRequiredService<StackSetJob>));
        services.AddSingleton<ResourceType, WaitConditionHandleType>();
        services.AddSingleton<ResourceType, WaitConditionType>();
        services.AddSingleton<ResourceType, MetadataType>();
        services.AddSingleton<ResourceType, MacroType>();
        services.AddSingleton<StackJob>();
        services.AddSingleton<IJobHandler>(static p => StackJob.Handler(p.GetRequiredService<StackJob>));
        services.AddSingleton(static p => new StackSetJob(p.GetRequiredService<IStore>(), p.GetRequiredService<ICloudCalls>(), p.GetRequiredService<StackJob>, p.GetServices<Undercast.Kernel.IRoleSessions>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJobHandler>(static p => StackSetJob.Handler(p.GetRequiredService<StackSetJob>));
        services.AddSingleton<DriftJob>();
        services.AddSingleton<IJobHandler>(static p => DriftJob.Handler(p.GetRequiredService<DriftJob>));
        services.AddSingleton<ControlJob>();
        services.AddSingleton<IJobHandler>(static p => ControlJob.Handler(p.GetRequiredService<ControlJob>));
        services.AddSingleton<ControlService>();
        services.AddSingleton<CloudFormationService>();
        services.AddSingleton<IAccountReset, CloudFormationReset>();
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => api == CloudControlApi.Descriptor ? typeof(ControlService) : typeof(CloudFormationService);
}
