using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.DynamoDb.Streams;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Registers the service.</summary>
public sealed class DynamoDbModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "dynamodb";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [DynamoDbApi.Descriptor, DynamoDbStreamsApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<TableCatalog>();
        services.AddSingleton(static p => new DynamoDbOptions { Throttles = p.GetRequiredService<CloudOptions>().Throttle });
        services.AddSingleton<Throttle>();
        services.AddSingleton<DynamoDbService>();
        services.AddSingleton<DynamoDbStreamsService>();
        services.AddSingleton<IResourceFacts, DynamoDbFacts>();
        services.AddSingleton<IAccountReset, DynamoDbReset>();
        services.AddSingleton<ResourceType, TableType>();
        services.AddSingleton<ResourceType>(static _ => new GlobalTableType(new TableType()));
        services.AddSingleton(static p => DropJob.Handler(p.GetRequiredService<IStore>()));
        services.AddSingleton(static p => SettleJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => TrimJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => FillJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => CopyJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => new TransferObjects(p.GetRequiredService<ICloudCalls>, p.GetServices<IObjectReader>(), p.GetServices<ILogWriter>()));
        services.AddSingleton(static p => ExportJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<TransferObjects>()));
        services.AddSingleton(static p => new ImportJob(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<TransferObjects>()).Handler());
        services.AddSingleton(static p => ShardJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => ReplicaJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => HistoryJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => ExpireJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<TableCatalog>(), p.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => api == DynamoDbStreamsApi.Descriptor ? typeof(DynamoDbStreamsService) : typeof(DynamoDbService);
}
