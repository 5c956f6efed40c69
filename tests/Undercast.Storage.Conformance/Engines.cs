using Undercast.Storage.Postgres;
using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Conformance;

public sealed class MemoryConformance : StoreSuite
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore());

    protected override Task<IStore?> ReopenAsync(IStore store) => Task.FromResult<IStore?>(null);

    protected override ValueTask CleanUpAsync() => default;
}

public abstract class SqliteConformance(Durability durability) : StoreSuite
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "undercast-conformance", Guid.NewGuid().ToString("n"));

    protected override Task<IStore> OpenAsync() =>
        Task.FromResult<IStore>(SqliteStore.Open(new SqliteOptions { Directory = _directory, Durability = durability }));

    protected override async Task<IStore?> ReopenAsync(IStore store)
    {
        await store.DisposeAsync();
        return await OpenAsync();
    }

    protected override ValueTask CleanUpAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return default;
    }
}

public sealed class SqliteFullConformance() : SqliteConformance(Durability.Full);

public sealed class SqliteRelaxedConformance() : SqliteConformance(Durability.Relaxed);

[Collection(PostgresCollection.Name)]
public sealed class PostgresConformance : StoreSuite
{
    // REPEATABLE READ beside serializable writers: a consistent snapshot, though not always one that a serial order passes through.
    protected override bool ReadsAreSerial => false;

    protected override async Task<IStore> OpenAsync() =>
        await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = (await PostgresServer.GetAsync()).ConnectionString });

    protected override async Task<IStore?> ReopenAsync(IStore store)
    {
        await store.DisposeAsync();
        return await OpenAsync();
    }

    protected override ValueTask CleanUpAsync() => default;
}
