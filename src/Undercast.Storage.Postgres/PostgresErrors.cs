using System.Net.Sockets;
using Npgsql;

namespace Undercast.Storage.Postgres;

/// <summary>What a failure of the database means.</summary>
internal static class PostgresErrors
{
    /// <summary>Another transaction was in the way; running again may succeed. The stand-ins use the same codes.</summary>
    public static bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>The connection was not good; another may be.</summary>
    public static bool IsConnectionLost(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
        || (error is NpgsqlException and not PostgresException && error.InnerException is IOException or SocketException or TimeoutException)
        || error is InvalidOperationException;

    public static Exception Translate(Exception error, bool commitSent) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } p => new StoreFullException($"The database has no space left ({p.MessageText}).", p),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } p =>
            new StoreCorruptException($"The database is damaged: {p.MessageText}.", p),
        PostgresException p => new StoreUnavailableException($"The database refused: {p.MessageText} ({p.SqlState}).", p),
        NpgsqlException n when commitSent => new StoreUnavailableException(
            $"The connection to the database was lost during commit; whether the write was kept is not known ({n.Message}).", n),
        NpgsqlException n => new StoreUnavailableException($"The database cannot be reached: {n.Message}.", n),
        _ => error,
    };
}
