using Npgsql;

namespace Undercast.Storage.Postgres;

/// <summary>The one table, and the number of its layout.</summary>
internal static class PostgresSchema
{
    private const int Layout = 1;
    private const long Lock = 0x756E646572636173;

    public static async ValueTask EnsureAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LockAsync(connection, transaction, ct);
        await Run("CREATE TABLE IF NOT EXISTS kv(k bytea NOT NULL, h bytea NOT NULL, t bytea NOT NULL, v bytea NOT NULL, PRIMARY KEY (k, h))");
        await Run("CREATE TABLE IF NOT EXISTS kv_layout(layout int PRIMARY KEY)");
        await Run($"INSERT INTO kv_layout SELECT {Layout} WHERE NOT EXISTS (SELECT 1 FROM kv_layout)");
        await using var read = new NpgsqlCommand("SELECT max(layout) FROM kv_layout", connection, transaction);
        var found = Convert.ToInt32(await read.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
        if (found != Layout) throw new StoreUnavailableException($"The database has layout {found}; this version of Undercast reads {Layout}.");
        await transaction.CommitAsync(ct);

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Two nodes that start together make the table one after the other.</summary>
    private static async ValueTask LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var savepoint = new NpgsqlCommand("SAVEPOINT before_lock", connection, transaction);
        await savepoint.ExecuteNonQueryAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Lock})", connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFunction)
        {
            // A stand-in without advisory locks: IF NOT EXISTS alone then, and the loser of a race starts again.
            await using var back = new NpgsqlCommand("ROLLBACK TO before_lock", connection, transaction);
            await back.ExecuteNonQueryAsync(ct);
        }
    }
}
