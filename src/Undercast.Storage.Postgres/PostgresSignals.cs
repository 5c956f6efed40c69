using Microsoft.Extensions.Logging;
using Npgsql;

namespace Undercast.Storage.Postgres;

/// <summary>Brings the signals of other nodes here.</summary>
/// <remarks>
/// <code>
///   1 connect and LISTEN
///   2 after a loss wake everyone: signals may have been missed while there was no connection
///   3 pass on what comes; what this node itself sent has been passed on already
///   4 connection lost: pause, then 1
/// </code>
/// CockroachDB and older YugabyteDB know no LISTEN: there everyone is woken twice a second instead, which is the same promise at a higher price.
/// </remarks>
internal sealed class PostgresSignals(NpgsqlDataSource source, Signals local, PostgresOptions options) : IAsyncDisposable
{
    // The server refuses payloads of 8,000 bytes; a subject that long wakes everyone.
    private const int LongestPayload = 7900;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _loop;

    /// <summary>This node in payloads, or null when the database cannot notify.</summary>
    public string? Node { get; private set; } = Guid.NewGuid().ToString("n");

    public static string Payload(string node, string subject) =>
        System.Text.Encoding.UTF8.GetByteCount(subject) + node.Length + 1 <= LongestPayload ? $"{node}/{subject}" : $"{node}/";

    /// <summary>Returns once listening has begun.</summary>
    public async ValueTask StartAsync(CancellationToken ct)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await ListenAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.SyntaxError)
        {
            Node = null;
        }
        _loop = Node is null ? WakeAlways() : Loop(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null) await _loop;
        _stopping.Dispose();
    }

    private async Task Loop(NpgsqlConnection? connection)
    {
        var ct = _stopping.Token;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (connection is null)
                {
                    connection = await ListenAsync(ct); // 1
                    local.NotifyAll(); // 2
                }
                while (true) await connection.WaitAsync(ct); // 3
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Whatever happened to the connection, the next one may be good.
            catch (Exception e)
            {
                if (options.Logger is { } logger) PostgresLog.SignalsLost(logger, e.Message);
                await Task.Delay(Pause, options.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // 4
            }
#pragma warning restore CA1031
            if (connection is not null) await connection.DisposeAsync();
            connection = null;
        }
    }

    private async ValueTask<NpgsqlConnection> ListenAsync(CancellationToken ct)
    {
        var connection = source.CreateConnection();
        try
        {
            connection.Notification += (_, notification) => Receive(notification.Payload);
            await connection.OpenAsync(ct);
            await using var listen = new NpgsqlCommand("LISTEN undercast", connection);
            await listen.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Receive(string payload)
    {
        var at = payload.IndexOf('/', StringComparison.Ordinal);
        if (at < 0 || payload.AsSpan(0, at).SequenceEqual(Node)) return;
        if (at == payload.Length - 1) local.NotifyAll();
        else local.Notify(payload[(at + 1)..]);
    }

    private async Task WakeAlways()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(Pause, options.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            local.NotifyAll();
        }
    }
}

internal static partial class PostgresLog
{
    [LoggerMessage(2201, LogLevel.Warning, "The connection that brings signals was lost and will be made again: {Reason}")]
    public static partial void SignalsLost(ILogger logger, string reason);
}
