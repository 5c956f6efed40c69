using System.Collections.Concurrent;

namespace Undercast.Storage;

/// <summary>The keyspace in memory, for <c>--data :memory:</c> and tests. Nothing survives the process.</summary>
/// <remarks>
/// <code>
///   caller ── 1 nobody writing? ──► 2 run the body here, publish the root
///      └───── 3 else queue it  ──► 4 one pool thread drains the queue, body after body
/// </code>
/// Readers take the published root and need no lock.
/// </remarks>
public sealed class MemoryStore(TimeProvider? time = null) : IStore, IThreadPoolWorkItem
{
    // A nested write would wait for itself for ever; on the thread that runs a body it is refused instead.
    [ThreadStatic]
    private static MemoryStore? _writingHere;

    private readonly Signals _signals = new(time);
    private readonly ConcurrentQueue<Pending> _queue = new();
    private volatile BTreeNode _root = BTreeNode.Empty;
    private volatile bool _disposed;
    private int _writing;

    /// <inheritdoc/>
    public ISignals Signals => _signals;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        if (_disposed) return ValueTask.FromException<T>(Closed());
        var tx = new MemoryTransaction(_root);
        ValueTask<T> running;
        try
        {
            running = body(tx);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            tx.End();
            return ValueTask.FromException<T>(e);
        }
        if (!running.IsCompleted) return Finish(running, tx);
        tx.End();
        return running;

        static async ValueTask<T> Finish(ValueTask<T> running, MemoryTransaction tx)
        {
            try
            {
                return await running;
            }
            finally
            {
                tx.End();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        if (_disposed) return ValueTask.FromException<T>(Closed());
        if (_writingHere == this) throw new InvalidOperationException("A transaction body cannot start another write; use the transaction that it has.");

        // 1 Nobody writing, and nobody waiting whom this call would overtake.
        if (_queue.IsEmpty && Interlocked.CompareExchange(ref _writing, 1, 0) == 0) return RunHere(body);

        // 3
        var pending = new Pending<T>(this, body, ct);
        _queue.Enqueue(pending);
        StartDrain();
        return new ValueTask<T>(pending.Task);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return default;
    }

    void IThreadPoolWorkItem.Execute() => Drain();

    // 2
    private ValueTask<T> RunHere<T>(Func<IWriteTransaction, ValueTask<T>> body)
    {
        var tx = new MemoryTransaction(_root);
        ValueTask<T> running;
        _writingHere = this;
        try
        {
            running = body(tx);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            running = ValueTask.FromException<T>(e);
        }
        _writingHere = null;
        if (!running.IsCompleted) return Later(running, tx);
        if (running.IsCompletedSuccessfully) Publish(tx);
        tx.End();
        Release();
        return running;

        async ValueTask<T> Later(ValueTask<T> going, MemoryTransaction tx)
        {
            try
            {
                var result = await going;
                Publish(tx);
                return result;
            }
            finally
            {
                tx.End();
                Release();
            }
        }
    }

    private void Publish(MemoryTransaction tx)
    {
        _root = tx.Root;
        foreach (var subject in tx.Signals) _signals.Notify(subject);
    }

    private void Release()
    {
        Volatile.Write(ref _writing, 0);
        // A caller may have queued itself between the body's end and here, having seen the writer busy.
        Interlocked.MemoryBarrier();
        if (!_queue.IsEmpty) StartDrain();
    }

    private void StartDrain()
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // 4 Holds the writer's place from the first body to the last.
    private void Drain()
    {
        while (_queue.TryDequeue(out var pending))
        {
            _writingHere = this;
            var going = pending.RunAsync();
            _writingHere = null;
            if (going.IsCompleted) continue;
            // A body that went away goes on by itself; the rest of the queue follows it.
            _ = Continue(going);
            return;
        }
        Release();

        async Task Continue(Task going)
        {
            await going;
            Drain();
        }
    }

    private static StoreUnavailableException Closed() => new("The store is closed.");

    private abstract class Pending
    {
        /// <summary>Runs the body and tells its caller; never fails itself.</summary>
        public abstract Task RunAsync();
    }

    private sealed class Pending<T>(MemoryStore store, Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct) : Pending
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        public override async Task RunAsync()
        {
            if (ct.IsCancellationRequested)
            {
                _done.TrySetCanceled(ct);
                return;
            }
            var tx = new MemoryTransaction(store._root);
            try
            {
                var result = await body(tx);
                store.Publish(tx);
                _done.TrySetResult(result);
            }
#pragma warning disable CA1031 // Whatever the body throws belongs to its caller.
            catch (Exception e)
            {
                _done.TrySetException(e);
            }
#pragma warning restore CA1031
            finally
            {
                tx.End();
            }
        }
    }
}
