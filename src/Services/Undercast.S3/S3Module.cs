using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Registers the service.</summary>
public sealed class S3Module : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "s3";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [S3Api.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<Bodies>();
        services.AddSingleton<ObjectAccess>();
        // Calls lead back to the services, so they are looked for at the first of them.
        services.AddSingleton(static provider => new Lazy<ICloudCalls>(provider.GetRequiredService<ICloudCalls>));
        services.AddSingleton<Notifier>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<ICallRecorder>(static p => p.GetRequiredService<AccessLog>());
        services.AddSingleton<IBodyDigests, S3BodyDigests>();
        services.AddSingleton<Replicator>();
        services.AddSingleton(static p => p.GetRequiredService<Replicator>().Handler());
        services.AddSingleton(static p => RestoreJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<Notifier>(), p.GetRequiredService<TimeProvider>()));
        // Jobs that write objects as any caller would; the service is made when the first of them runs.
        services.AddSingleton(static p => new Lazy<S3Service>(p.GetRequiredService<S3Service>));
        services.AddSingleton(static p => AccessLogJob.Handler(
            p.GetRequiredService<IStore>(), p.GetRequiredService<Lazy<S3Service>>(), p.GetRequiredService<AccessLog>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<S3Service>>()));
        services.AddSingleton(static p => InventoryJob.Handler(
            p.GetRequiredService<IStore>(), p.GetRequiredService<Lazy<S3Service>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<S3Service>>()));
        services.AddSingleton<S3Service>();
        services.AddSingleton<IObjectReader, ObjectReader>();
        services.AddSingleton<IResourceFacts, S3Facts>();
        services.AddSingleton<ICrossOriginRules, S3CrossOrigin>();
        services.AddSingleton<IDataPlane, Website>();
        services.AddSingleton<ResourceType, BucketType>();
        services.AddSingleton<ResourceType, BucketPolicyType>();
        services.AddSingleton<IAccountReset, S3Reset>();
        services.AddSingleton(static p => p.GetRequiredService<Notifier>().Handler());
        services.AddSingleton<IBlobReferences, BlobReferences>();
        services.AddSingleton(static p => OrphanJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<IBlobStore>(), p.GetServices<IBlobReferences>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static p => DropJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<Bodies>()));
        services.AddSingleton(static p => ExpiryJob.Handler(p.GetRequiredService<IStore>(), p.GetRequiredService<Bodies>(), p.GetRequiredService<Notifier>(), p.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(S3Service);
}
