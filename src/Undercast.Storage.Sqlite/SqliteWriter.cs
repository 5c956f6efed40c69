using System.Collections.Concurrent;

namespace Undercast.Storage.Sqlite;

/// <summary>The one thread that writes.</summary>
/// <remarks>
/// <code>
///   callers ─► queue ─► 1 wait for a request
///                       2 begin
///                       3 take whatever is queued: run each body behind its own savepoint
///                       4 commit once (in full mode: one sync for the group)
///                       5 answer the callers, wake the waiters
///                       6 keep the log short
///   in the relaxed mode a caller that finds the thread waiting at 1 does 2 to 6 itself
///   the engine fails at 2, 3 or 4 ─► roll back, run each request of the group alone: only those that fail alone are refused
/// </code>
/// </remarks>
internal sealed class SqliteWriter : IDisposable
{
    // A group also ends so that the first in it does not wait for a flood behind it.
    private const int LargestGroup = 512;

    [ThreadStatic]
    private static SqliteWriter? _writingHere;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly Signals _signals;
    private readonly Checkpointer _checkpointer;
    private readonly ConcurrentQueue<WriteRequest> _queue = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly List<(WriteRequest Request, IReadOnlyList<string> Signals)> _group = new(LargestGroup);
    private readonly Lock _turn = new();
    private readonly Thread _thread;
    private readonly bool _inCallers;
    private volatile bool _stopping;
    private int _sleeping;

    /// <param name="inCallers">Whether callers may write themselves while the thread sleeps.</param>
    public SqliteWriter(SqliteConnection connection, SqliteLayout layout, Signals signals, Checkpointer checkpointer, bool inCallers)
    {
        _inCallers = inCallers;
        _connection = connection;
        _statements = new SqliteStatements(connection, layout);
        _signals = signals;
        _checkpointer = checkpointer;
        _thread = new Thread(Loop) { IsBackground = true, Name = "undercast-writer" };
        _thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct)
    {
        if (_writingHere == this) throw new InvalidOperationException("A transaction body cannot start another write; use the transaction that it has.");
        var request = new WriteRequest<T>(body, ct);
        _queue.Enqueue(request);
        if (_stopping) RefuseQueued();
        if (Volatile.Read(ref _sleeping) == 1 && Interlocked.Exchange(ref _sleeping, 0) == 1)
        {
            if (_inCallers) WriteHere();
            else _arrived.Release();
        }
        return request.Task;
    }

    // Whoever finds the thread asleep has its place for one group: a lone caller waits for no other thread to wake.
    private void WriteHere()
    {
        lock (_turn)
        {
            // What is queued then is refused by the stop.
            if (_stopping) return;
            _writingHere = this;
            try
            {
                RunGroup();
            }
            finally
            {
                _writingHere = null;
                Interlocked.Exchange(ref _sleeping, 1);
                if (!_queue.IsEmpty && Interlocked.Exchange(ref _sleeping, 0) == 1) _arrived.Release();
            }
        }
    }

    /// <summary>Finishes what is queued and ends the thread.</summary>
    public void Stop()
    {
        if (_stopping) return;
        _stopping = true;
        _arrived.Release();
        _thread.Join();
        lock (_turn) RefuseQueued();
    }

    public void Dispose()
    {
        Stop();
        _connection.Dispose();
        _arrived.Dispose();
    }

    private void Loop()
    {
        _writingHere = this;
        while (true)
        {
            // 1
            if (_queue.IsEmpty)
            {
                if (_stopping) return;
                Sleep();
                continue;
            }
            RunGroup();
        }
    }

    private void Sleep()
    {
        Interlocked.Exchange(ref _sleeping, 1);
        // Whoever queued before the mark did not see it, so look again.
        if ((!_queue.IsEmpty || _stopping) && Interlocked.Exchange(ref _sleeping, 0) == 1) return;
        _arrived.Wait();
    }

    private void RunGroup()
    {
        // At a stop the thread wakes although a caller may be in its place.
        lock (_turn)
        {
            Write();
            _checkpointer.AfterCommit(_connection); // 6
        }
    }

    private void Write()
    {
        _group.Clear();
        StoreException? failure;
        try
        {
            _statements.BeginImmediate.Run(); // 2
            failure = RunQueued();
            if (failure is null) _statements.Commit.Run(); // 4
        }
        catch (StoreException e)
        {
            failure = e;
        }
        if (failure is null)
        {
            Answer(); // 5
            return;
        }
        RollBack();
        if (_group.Count == 0 && _queue.TryDequeue(out var first)) _group.Add((first, []));
        RunAlone(failure);
    }

    // 3
    private StoreException? RunQueued()
    {
        while (_group.Count < LargestGroup && _queue.TryDequeue(out var request))
        {
            if (request.IsCancelled)
            {
                request.Fail(new OperationCanceledException());
                continue;
            }
            _group.Add((request, []));
            var tx = new SqliteTransaction(_statements, writable: true);
            request.Run(tx);
            tx.End();
            if (tx.Broken is not null) return tx.Broken;
            if (tx.HasWritten)
            {
                if (request.Failed) _statements.RollbackTo.Run();
                _statements.Release.Run();
            }
            if (!request.Failed && tx.Signals.Count > 0) _group[^1] = (request, tx.Signals);
        }
        return null;
    }

    private void RunAlone(StoreException failure)
    {
        if (_group.Count == 1)
        {
            _group[0].Request.Fail(failure);
            return;
        }
        foreach (var (request, _) in _group.ToArray())
        {
            _group.Clear();
            try
            {
                _statements.BeginImmediate.Run();
                var tx = new SqliteTransaction(_statements, writable: true);
                request.Run(tx);
                tx.End();
                if (tx.Broken is not null) throw tx.Broken;
                if (request.Failed) _statements.Rollback.Run();
                else _statements.Commit.Run();
                _group.Add((request, request.Failed ? [] : tx.Signals));
                Answer();
            }
            catch (StoreException e)
            {
                RollBack();
                request.Fail(e);
            }
        }
    }

    private void Answer()
    {
        foreach (var (request, signals) in _group)
        {
            request.Complete();
            foreach (var subject in signals) _signals.Notify(subject);
        }
    }

    private void RollBack()
    {
        if (!_connection.InTransaction) return;
        try
        {
            _statements.Rollback.Run();
        }
        catch (StoreException)
        {
            // The transaction is gone all the same; the next BEGIN reports what is wrong to a caller.
        }
    }

    private void RefuseQueued()
    {
        if (_thread.IsAlive && Thread.CurrentThread != _thread) _thread.Join();
        while (_queue.TryDequeue(out var request)) request.Fail(new StoreUnavailableException("The store is closed."));
    }
}
