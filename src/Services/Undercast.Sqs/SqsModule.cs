using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Registers the service.</summary>
public sealed class SqsModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "sqs";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [SqsApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<InFlightGuard>();
        services.AddSingleton<SqsService>();
        services.AddSingleton<IAccountReset, SqsReset>();
        services.AddSingleton<ResourceType, QueueType>();
        services.AddSingleton<ResourceType, QueuePolicyType>();
        services.AddSingleton<IKnownAccounts, SqsAccounts>();
        services.AddSingleton<IResourceFacts, SqsFacts>();
        foreach (var make in (Func<IServiceProvider, IJobHandler>[])
                 [
                     static p => DropJob.StorageHandler(p.GetRequiredService<IStore>()),
                     static p => DropJob.QueueHandler(p.GetRequiredService<IStore>()),
                     static p => SweepJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TimeProvider>()),
                     static p => MoveJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TimeProvider>()),
                 ])
        {
            services.AddSingleton(make);
        }
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(SqsService);
}
