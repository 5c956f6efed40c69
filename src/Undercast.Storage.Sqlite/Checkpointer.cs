using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Undercast.Storage.Sqlite;

/// <summary>Moves the log into the file beside the writer, and keeps the log from growing without bound.</summary>
/// <remarks>
/// <code>
///   the writer commits, the log has n pages
///     Beside more than were copied  ─► 1 this thread copies them, while writing and reading go on
///     n ≥ Bound                     ─► 2 the writer waits for step 1 and copies what it has not, between two groups: the next write then begins the log anew
/// </code>
/// Under a steady load step 1 never catches up, since the writer adds pages meanwhile; step 2 then has only those few left to copy. When the disk is slower
/// than
/// the writers, step 2 is what slows them down.
/// A long read keeps the log from beginning anew; it is as long as the longest read of that time, and shrinks again.
/// </remarks>
internal sealed unsafe class Checkpointer : IDisposable
{
    private const int BesideBytes = 4 << 20;
    private const int BoundBytes = 32 << 20;
    private readonly SqliteConnection _connection;
    private readonly ILogger? _logger;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread _thread;
    private readonly int _beside;
    private readonly int _bound;
    private readonly int* _pages;
    private readonly Lock _copying = new();
    private volatile bool _stopping;
    private int _requested;
    private int _copied;
    private int _nextBound;

    public Checkpointer(SqliteConnection connection, SqliteConnection writer, int pageSize, ILogger? logger)
    {
        _connection = connection;
        _logger = logger;
        _beside = BesideBytes / pageSize;
        _nextBound = _bound = BoundBytes / pageSize;
        _pages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        Sqlite3.WalHook(writer.Handle, &Committed, (nint)_pages);
        _thread = new Thread(Loop) { IsBackground = true, Name = "undercast-checkpoint" };
        _thread.Start();
    }

    /// <summary>Called by the writer between two groups.</summary>
    public void AfterCommit(SqliteConnection writer)
    {
        var pages = *_pages;
        if (pages < _copied) _copied = 0; // the log began anew
        if (pages >= _nextBound)
        {
            // 2 When a reader holds it up, do not try again on each group but when the log has grown by as much again.
            Copy(writer, out var all);
            _nextBound = all ? _bound : pages + _bound;
            return;
        }
        if (pages < _bound) _nextBound = _bound;
        if (pages - Volatile.Read(ref _copied) < _beside) return;
        if (Interlocked.Exchange(ref _requested, 1) == 0) _wake.Release();
    }

    /// <summary>Stops the thread. The writer must have ended: it calls back into this.</summary>
    public void Dispose()
    {
        if (_stopping) return;
        _stopping = true;
        _wake.Release();
        _thread.Join();
        _wake.Dispose();
        _connection.Dispose();
        NativeMemory.Free(_pages);
    }

    [UnmanagedCallersOnly]
    private static int Committed(nint context, nint db, byte* name, int pages)
    {
        *(int*)context = pages;
        return Sqlite3.Ok;
    }

    private void Loop()
    {
        while (true)
        {
            _wake.Wait();
            if (_stopping) return;
            Copy(_connection, out _); // 1
            Interlocked.Exchange(ref _requested, 0);
        }
    }

    private void Copy(SqliteConnection connection, out bool all)
    {
        int code, frames, done;
        lock (_copying) code = Sqlite3.Checkpoint(connection.Handle, null, Sqlite3.CheckpointPassive, out frames, out done);
        all = code == Sqlite3.Ok && frames == done;
        if (code == Sqlite3.Ok) Volatile.Write(ref _copied, done);
        // Nothing is lost: the pages stay in the log and the next commit asks again.
        if (code != Sqlite3.Ok && _logger is not null)
            SqliteLog.CheckpointFailed(_logger, connection.Error().Message);
    }
}

internal static partial class SqliteLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The log could not be moved into the store's file; it will be tried again: {Reason}")]
    public static partial void CheckpointFailed(ILogger logger, string reason);
}
