namespace Undercast.Storage;

/// <summary>An ordered keyspace of bytes with serializable transactions: the one place where state lives.</summary>
/// <remarks>Thread-safe. One instance per data directory or database and process.</remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>Runs <paramref name="body"/> against one snapshot.</summary>
    /// <remarks>
    /// The body must not keep the transaction after it returns. The snapshot is taken at the latest by its first read; nothing that commits later is seen.
    /// Values and keys that it returns never change and may be kept.
    /// </remarks>
    ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default);

    /// <summary>Runs <paramref name="body"/> as a serializable transaction; what it wrote is durable when this returns.</summary>
    /// <remarks>
    /// The body may run again after a conflict: it decides no ids, reads no clock, and has no effect but rows. An exception from the body rolls everything back
    /// and reaches the caller.
    /// </remarks>
    ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default);

    /// <summary>Whether other processes may write to it. Where none can, what was read may be remembered until this process changes it.</summary>
    bool IsShared => true;

    /// <summary>Wakes waiters when a transaction that signalled their subject has committed.</summary>
    ISignals Signals { get; }
}

/// <summary>A view of one snapshot (plus, in a write transaction, its own writes).</summary>
public interface IReadTransaction
{
    /// <summary>The value under <paramref name="key"/>, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(ReadOnlyMemory<byte> key);

    /// <summary>Up to <paramref name="limit"/> pairs of <paramref name="range"/> in key order, or from its end when <paramref name="reverse"/>.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> RangeAsync(KeyRange range, int limit, bool reverse = false);

    /// <summary>How many keys <paramref name="range"/> holds; costs time in proportion, no memory.</summary>
    ValueTask<long> CountAsync(KeyRange range);
}

/// <summary>A transaction that may write.</summary>
public interface IWriteTransaction : IReadTransaction
{
    /// <summary>Sets <paramref name="key"/> to <paramref name="value"/>.</summary>
    /// <remarks>The store may keep the memory instead of copying it, so hand over fresh arrays and never change them afterwards.</remarks>
    void Put(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value);

    /// <summary>Removes <paramref name="key"/>; nothing happens when it is absent.</summary>
    void Delete(ReadOnlyMemory<byte> key);

    /// <summary>Removes every key of <paramref name="range"/>.</summary>
    void DeleteRange(KeyRange range);

    /// <summary>Wakes the waiters of <paramref name="subject"/> on every node once this transaction has committed.</summary>
    void Signal(string subject);
}

/// <summary>Waiting for a commit that concerns a subject.</summary>
public interface ISignals
{
    /// <summary>Starts to listen; signals that commit from now on complete <see cref="ISubscription.WaitAsync"/>, so read the state after this call and
    /// then wait.</summary>
    ISubscription Subscribe(string subject);
}

/// <summary>An open ear for one subject. Dispose it to stop listening.</summary>
public interface ISubscription : IDisposable
{
    /// <summary>Completes with true at the first signal since <see cref="ISignals.Subscribe"/> or the last completed wait, with false after <paramref
    /// name="timeout"/>.</summary>
    ValueTask<bool> WaitAsync(TimeSpan timeout, CancellationToken ct = default);
}
