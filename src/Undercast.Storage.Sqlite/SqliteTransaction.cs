namespace Undercast.Storage.Sqlite;

/// <summary>A body's view of one connection. Everything completes at once; the connection is the holder's alone.</summary>
internal sealed class SqliteTransaction(SqliteStatements statements, bool writable) : IWriteTransaction
{
    private List<string>? _signals;
    private bool _ended;

    public IReadOnlyList<string> Signals => _signals ?? (IReadOnlyList<string>)[];

    /// <summary>Whether the body has written, and so whether there is a savepoint.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>The engine's own failure, even when the body swallowed it: what the body did then is not to be kept.</summary>
    public StoreException? Broken { get; private set; }

    public void End() => _ended = true;

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(ReadOnlyMemory<byte> key)
    {
        Check();
        try
        {
            var value = statements.Get(key.Span);
            return new ValueTask<ReadOnlyMemory<byte>?>(value is null ? default(ReadOnlyMemory<byte>?) : value);
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> RangeAsync(KeyRange range, int limit, bool reverse = false)
    {
        Check();
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        try
        {
            return new ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>>(statements.Range(range, limit, reverse));
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public ValueTask<long> CountAsync(KeyRange range)
    {
        Check();
        try
        {
            return new ValueTask<long>(statements.Count(range));
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public void Put(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        try
        {
            BeginWrite();
            statements.Put(key.Span, value.Span);
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public void Delete(ReadOnlyMemory<byte> key)
    {
        try
        {
            BeginWrite();
            statements.Delete(key.Span);
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public void DeleteRange(KeyRange range)
    {
        try
        {
            BeginWrite();
            statements.DeleteRange(range);
        }
        catch (StoreException e)
        {
            Broken = e;
            throw;
        }
    }

    public void Signal(string subject)
    {
        Check();
        _signals ??= new List<string>(2);
        if (!_signals.Contains(subject)) _signals.Add(subject);
    }

    private void BeginWrite()
    {
        Check();
        if (!writable) throw new InvalidOperationException("A read transaction cannot write.");
        if (HasWritten) return;
        statements.Savepoint.Run();
        HasWritten = true;
    }

    private void Check()
    {
        if (_ended) throw new InvalidOperationException("This transaction has ended; its body must await everything that it starts.");
    }
}
