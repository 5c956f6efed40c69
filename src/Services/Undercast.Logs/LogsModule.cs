using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Registers the service.</summary>
public sealed class LogsModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "logs";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [LogsApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<LogsService>();
        services.AddSingleton<ILogWriter, LogWriter>();
        services.AddSingleton<ResourceType, LogGroupType>();
        services.AddSingleton<ResourceType, LogStreamType>();
        services.AddSingleton<ResourceType, SubscriptionFilterType>();
        services.AddSingleton<ResourceType, MetricFilterType>();
        services.AddSingleton<ResourceType, LogsResourcePolicyType>();
        services.AddSingleton<ResourceType, QueryDefinitionType>();
        services.AddSingleton(p => QueryJobs.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => ExportJobs.Handler(p));
        services.AddSingleton<IAccountReset, LogsReset>();
        services.AddSingleton(Subscriptions.Handler);
        services.AddSingleton(p => LogJobs.DropHandler(p.GetRequiredService<IStore>()));
        services.AddSingleton(p => LogJobs.RetentionHandler(p.GetRequiredService<IStore>(), p.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(LogsService);
}
