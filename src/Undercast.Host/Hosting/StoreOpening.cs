using Microsoft.Extensions.Logging;
using Undercast.Host.Settings;
using Undercast.Storage;
using Undercast.Storage.Postgres;
using Undercast.Storage.Sqlite;

namespace Undercast.Host.Hosting;

/// <summary>Opens the store that the settings name; what goes wrong is one line.</summary>
internal static class StoreOpening
{
    public static async Task<(IStore Store, string Engine)> OpenAsync(ServerSettings settings, ILoggerFactory logs)
    {
        try
        {
            if (settings.Store is { } url)
            {
                var options = new PostgresOptions { ConnectionString = ClusterUrl.ToConnectionString(url), Logger = logs.CreateLogger("Undercast.Storage") };
                return (await PostgresStore.OpenAsync(options), "postgres");
            }
            if (settings.Data == ServerSettings.InMemory) return (new MemoryStore(), "memory");
            var store = SqliteStore.Open(new SqliteOptions
            {
                Directory = settings.Data,
                Durability = settings.Durability == "full" ? Durability.Full : Durability.Relaxed,
                Logger = logs.CreateLogger("Undercast.Storage"),
            });
            return (store, "sqlite");
        }
        catch (StoreException e)
        {
            throw new UserFacingException(e.Message, cause: e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserFacingException($"the data directory {settings.Data} cannot be used: {e.Message}", cause: e);
        }
    }

    /// <summary>Opens the blobs beside the store. Nodes of a cluster name the same shared directory with <c>--data</c>.</summary>
    public static IBlobStore OpenBlobs(ServerSettings settings, TimeProvider time) => settings.Data == ServerSettings.InMemory
        ? new MemoryBlobStore(time)
        : new FileBlobStore(Path.Combine(settings.Data, "blobs"), time, sync: settings.Durability == "full");

    /// <summary>The bytes of the store's files; 0 where there are none.</summary>
    public static long Size(ServerSettings settings)
    {
        if (settings.Store is not null || settings.Data == ServerSettings.InMemory || !Directory.Exists(settings.Data)) return 0;
        return new DirectoryInfo(settings.Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static f => f.Exists ? f.Length : 0);
    }
}
