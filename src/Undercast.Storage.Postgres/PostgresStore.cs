using Npgsql;

namespace Undercast.Storage.Postgres;

/// <summary>The keyspace in one table of a PostgreSQL-compatible database: any number of nodes, none of them special.</summary>
/// <remarks>
/// <code>
///   write:  1 take a connection   2 run the body: reads go to the database, writes to a buffer
///           3 buffer, signals and COMMIT in one batch   4 wake local waiters
///           conflict (40001, 40P01) at 2 or 3 ─► roll back, pause a little and at random, 1
///   read:   one REPEATABLE READ READ ONLY transaction
/// </code>
/// Stand-ins. CockroachDB: runs REPEATABLE READ as SERIALIZABLE, has advisory locks as no-ops, knows no LISTEN (see PostgresSignals) and not the planner
/// settings of
/// <c>TuneAsync</c>. YugabyteDB: older versions refuse advisory locks and LISTEN. Everything else here both of them have.
/// </remarks>
public sealed class PostgresStore : IStore
{
    private const string BeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const string BeginWrite = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    private const int MostReconnects = 5;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresOptions _options;
    private readonly Signals _signals;
    private readonly PostgresSignals _remote;
    private volatile bool _disposed;

    private PostgresStore(NpgsqlDataSource source, PostgresOptions options)
    {
        _source = source;
        _options = options;
        _signals = new Signals(options.Time);
        _remote = new PostgresSignals(source, _signals, options);
    }

    /// <inheritdoc/>
    public ISignals Signals => _signals;

    /// <summary>Connects, makes the table when it is absent, and begins to listen for signals.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or refuses.</exception>
    public static async ValueTask<PostgresStore> OpenAsync(PostgresOptions options, CancellationToken ct = default)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString) { MaxAutoPrepare = 32, AutoPrepareMinUsages = 2, NoResetOnClose = true };
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        builder.UsePhysicalConnectionInitializer(Tune, TuneAsync);
        var source = builder.Build();
        var store = new PostgresStore(source, options);
        try
        {
            await PostgresSchema.EnsureAsync(source, ct);
            await store._remote.StartAsync(ct);
            return store;
        }
        catch (Exception e)
        {
            await source.DisposeAsync();
            throw PostgresErrors.Translate(e, commitSent: false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        for (var reconnects = 0; ; reconnects++)
        {
            if (_disposed) throw Closed();
            ct.ThrowIfCancellationRequested();
            PostgresTransaction? tx = null;
            try
            {
                await using var connection = await _source.OpenConnectionAsync(ct);
                using (tx = new PostgresTransaction(connection, BeginRead, null))
                {
                    try
                    {
                        var result = await body(tx);
                        if (tx.Broken is not null) throw tx.Broken;
                        return result;
                    }
                    finally
                    {
                        tx.End();
                        if (tx.Broken is null || PostgresErrors.IsConflict(tx.Broken)) await tx.RollBackAsync();
                    }
                }
            }
            catch (Exception e) when (Cause(tx, e) is { } cause)
            {
                var again = (PostgresErrors.IsConflict(cause) || PostgresErrors.IsConnectionLost(cause)) && reconnects < MostReconnects;
                if (!again) throw PostgresErrors.Translate(cause, commitSent: false);
                await PauseAsync(reconnects, ct);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        var begun = _options.Time.GetTimestamp();
        var reconnects = 0;
        for (var attempt = 0; ; attempt++)
        {
            if (_disposed) throw Closed();
            ct.ThrowIfCancellationRequested();
            PostgresTransaction? tx = null;
            try
            {
                await using var connection = await _source.OpenConnectionAsync(ct); // 1
                using (tx = new PostgresTransaction(connection, BeginWrite, _remote.Node)) return await AttemptAsync(tx, body);
            }
            catch (Exception e) when (Cause(tx, e) is { } cause)
            {
                var again = PostgresErrors.IsConflict(cause)
                    ? _options.Time.GetElapsedTime(begun) < _options.ConflictLimit
                    : PostgresErrors.IsConnectionLost(cause) && tx is not { CommitSent: true } && reconnects++ < MostReconnects;
                if (!again) throw PostgresErrors.Translate(cause, tx is { CommitSent: true });
                await PauseAsync(attempt, ct);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _remote.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async ValueTask<T> AttemptAsync<T>(PostgresTransaction tx, Func<IWriteTransaction, ValueTask<T>> body)
    {
        var committed = false;
        try
        {
            var result = await body(tx); // 2
            tx.End();
            if (tx.Broken is not null) throw tx.Broken;
            await tx.CommitAsync(CancellationToken.None); // 3
            committed = true;
            foreach (var subject in tx.Signals) _signals.Notify(subject); // 4
            return result;
        }
        finally
        {
            tx.End();
            if (!committed) await TryRollBack(tx);
        }
    }

    private static async ValueTask TryRollBack(PostgresTransaction tx)
    {
        try
        {
            await tx.RollBackAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone and the transaction with it; the first failure is the one that counts.
        }
    }

    /// <summary>The database's failure behind an exception; null when it is the body's own.</summary>
    private static Exception? Cause(PostgresTransaction? tx, Exception error) => tx?.Broken ?? (error is NpgsqlException ? error : null);

    private Task PauseAsync(int attempt, CancellationToken ct)
    {
        // Full jitter: those who collided do not meet again at the same moment.
        var most = Math.Min(1000, 2 << Math.Min(attempt, 9));
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most), _options.Time, ct);
    }

    private static void Tune(NpgsqlConnection connection) => TuneAsync(connection).GetAwaiter().GetResult();

    /// <summary>Keeps the planner on the primary key: other plans lock whole pages or the table, and make transactions conflict that do not.</summary>
    private static async Task TuneAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SET enable_seqscan = off; SET enable_bitmapscan = off", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.FeatureNotSupported)
        {
            // A stand-in with another planner.
        }
    }

    private static StoreUnavailableException Closed() => new("The store is closed.");
}
