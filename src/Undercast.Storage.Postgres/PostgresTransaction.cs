using Npgsql;
using NpgsqlTypes;

namespace Undercast.Storage.Postgres;

/// <summary>One database transaction. BEGIN travels with the first read, and the writes travel with COMMIT: a body that reads once and writes takes two
/// round trips.</summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection, string begin, string? notifyFrom) : IWriteTransaction, IDisposable
{
    private const NpgsqlDbType BytesArray = NpgsqlDbType.Array | NpgsqlDbType.Bytea;
    private readonly WriteBuffer _writes = new();
    private readonly List<string> _signals = [];

    // A connection carries one command at a time; a body may still await several reads together, as it may on the other engines.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _begun;
    private bool _ended;

    public IReadOnlyList<string> Signals => _signals;

    /// <summary>The database's own failure, even when the body swallowed it.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>From here on a lost connection leaves the outcome open.</summary>
    public bool CommitSent { get; private set; }

    public void End() => _ended = true;

    public void Dispose() => _turn.Dispose();

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(ReadOnlyMemory<byte> key)
    {
        Check();
        if (_writes.TryGet(key.Span, out var buffered)) return buffered is null ? default(ReadOnlyMemory<byte>?) : buffered;
        var parts = KeyParts.Of(key);
        var rows = await Query("SELECT v FROM kv WHERE k = $1 AND h = $2", [parts.Head, parts.Hash], null, reader => reader.GetFieldValue<byte[]>(0));
        return rows.Count == 0 ? default(ReadOnlyMemory<byte>?) : rows[0];
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> RangeAsync(KeyRange range, int limit, bool reverse = false)
    {
        Check();
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var merged = new List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>();
        var rest = range;
        while (merged.Count < limit && !rest.IsEmpty)
        {
            var edits = _writes.IsEmpty ? [] : _writes.Edits(rest);
            // Removed keys cost places in the page that the database gives.
            var want = (int)Math.Min(int.MaxValue, (long)limit - merged.Count + edits.Count(e => e.Value is null));
            var stored = await Stored(rest, want, reverse);
            var last = stored.Count == want ? stored[^1].Key : (ReadOnlyMemory<byte>?)null;
            Merge(merged, limit, stored, edits, last, reverse);
            if (last is not { } key) break;
            rest = reverse ? rest.EndingBefore(key) : rest.StartingAfter(key);
        }
        return merged;
    }

    public async ValueTask<long> CountAsync(KeyRange range)
    {
        Check();
        if (range.IsEmpty) return 0;
        if (!_writes.Touches(range))
        {
            var (sql, bounds) = KeyParts.Condition(range);
            return (await Query($"SELECT count(*) FROM kv WHERE {sql}", bounds, null, reader => reader.GetInt64(0)))[0];
        }
        const int page = 1000;
        long count = 0;
        while (true)
        {
            var found = await RangeAsync(range, page);
            count += found.Count;
            if (found.Count < page) return count;
            range = range.StartingAfter(found[^1].Key);
        }
    }

    public void Put(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        Check();
        _writes.Put(key, value);
    }

    public void Delete(ReadOnlyMemory<byte> key)
    {
        Check();
        _writes.Delete(key);
    }

    public void DeleteRange(KeyRange range)
    {
        Check();
        _writes.DeleteRange(range);
    }

    public void Signal(string subject)
    {
        Check();
        if (!_signals.Contains(subject)) _signals.Add(subject);
    }

    /// <summary>Sends what was written, the signals and COMMIT in one batch.</summary>
    public async ValueTask CommitAsync(CancellationToken ct)
    {
        if (!_begun && _writes.IsEmpty && (_signals.Count == 0 || notifyFrom is null)) return;
        await using var batch = new NpgsqlBatch(connection);
        Begin(batch);
        AddWrites(batch);
        if (notifyFrom is not null)
        {
            foreach (var subject in _signals) batch.BatchCommands.Add(Notify(notifyFrom, subject));
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        CommitSent = true;
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends a transaction that read only, or one that failed.</summary>
    public async ValueTask RollBackAsync()
    {
        if (!_begun || connection.State != System.Data.ConnectionState.Open) return;
        await using var command = new NpgsqlCommand("ROLLBACK", connection);
        await command.ExecuteNonQueryAsync();
    }

    private void AddWrites(NpgsqlBatch batch)
    {
        foreach (var range in _writes.Cleared)
        {
            var (sql, bounds) = KeyParts.Condition(range);
            var delete = new NpgsqlBatchCommand($"DELETE FROM kv WHERE {sql}");
            foreach (var bound in bounds) delete.Parameters.Add(Bytes(bound));
            batch.BatchCommands.Add(delete);
        }
        // In key order, so that two transactions take their row locks in the same order.
        var edits = _writes.Edits(new KeyRange(default, default));
        var removed = edits.Where(e => e.Value is null).Select(e => KeyParts.Of(e.Key)).ToArray();
        if (removed.Length > 0)
        {
            var delete = new NpgsqlBatchCommand("DELETE FROM kv USING unnest($1, $2) AS gone(k, h) WHERE kv.k = gone.k AND kv.h = gone.h");
            delete.Parameters.Add(Array(removed.Select(p => p.Head)));
            delete.Parameters.Add(Array(removed.Select(p => p.Hash)));
            batch.BatchCommands.Add(delete);
        }
        var put = edits.Where(e => e.Value is not null).Select(e => (Parts: KeyParts.Of(e.Key), Value: e.Value!)).ToArray();
        if (put.Length == 0) return;
        var insert = new NpgsqlBatchCommand("INSERT INTO kv(k, h, t, v) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT (k, h) DO UPDATE SET v = excluded.v");
        insert.Parameters.Add(Array(put.Select(p => p.Parts.Head)));
        insert.Parameters.Add(Array(put.Select(p => p.Parts.Hash)));
        insert.Parameters.Add(Array(put.Select(p => p.Parts.Tail)));
        insert.Parameters.Add(Array(put.Select(p => p.Value)));
        batch.BatchCommands.Add(insert);
    }

    private static NpgsqlBatchCommand Notify(string node, string subject)
    {
        var notify = new NpgsqlBatchCommand("SELECT pg_notify('undercast', $1)");
        notify.Parameters.Add(new NpgsqlParameter { Value = PostgresSignals.Payload(node, subject), NpgsqlDbType = NpgsqlDbType.Text });
        return notify;
    }

    private async ValueTask<List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> Stored(KeyRange range, int limit, bool reverse)
    {
        var (condition, bounds) = KeyParts.Condition(range);
        var order = reverse ? "k DESC, t DESC" : "k, t";
        return await Query(
            $"SELECT k, t, v FROM kv WHERE {condition} ORDER BY {order} LIMIT ${bounds.Count + 1}",
            bounds,
            limit,
            reader => new KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(
                KeyParts.Whole(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)), reader.GetFieldValue<byte[]>(2)));
    }

    /// <summary>Puts stored pairs and edits in one order, as far as <paramref name="last"/>: beyond it the database has not been asked yet.</summary>
    private void Merge(
        List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> merged,
        int limit,
        List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> stored,
        List<(byte[] Key, byte[]? Value)> edits,
        ReadOnlyMemory<byte>? last,
        bool reverse)
    {
        if (reverse) edits.Reverse();
        int Order(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => reverse ? b.SequenceCompareTo(a) : a.SequenceCompareTo(b);
        int s = 0, e = 0;
        while (merged.Count < limit)
        {
            while (s < stored.Count && !_writes.IsEmpty && _writes.TryGet(stored[s].Key.Span, out _)) s++;
            while (e < edits.Count && edits[e].Value is null) e++;
            var edit = e < edits.Count && (last is not { } bound || Order(edits[e].Key, bound.Span) <= 0);
            if (s < stored.Count && (!edit || Order(stored[s].Key.Span, edits[e].Key) < 0))
            {
                merged.Add(stored[s++]);
            }
            else if (edit)
            {
                merged.Add(new KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(edits[e].Key, edits[e].Value));
                e++;
            }
            else
            {
                return;
            }
        }
    }

    private async ValueTask<List<TRow>> Query<TRow>(string sql, IReadOnlyList<byte[]> parameters, int? limit, Func<NpgsqlDataReader, TRow> read)
    {
        await _turn.WaitAsync();
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            Begin(batch);
            var query = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) query.Parameters.Add(Bytes(parameter));
            if (limit is { } most) query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = most });
            batch.BatchCommands.Add(query);
            await using var reader = await batch.ExecuteReaderAsync();
            var rows = new List<TRow>();
            while (await reader.ReadAsync()) rows.Add(read(reader));
            return rows;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            Broken = e;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Begin(NpgsqlBatch batch)
    {
        if (_begun) return;
        _begun = true;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(begin));
    }

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter<byte[][]> Array(IEnumerable<byte[]> values) => new() { TypedValue = values.ToArray(), NpgsqlDbType = BytesArray };

    private void Check()
    {
        if (_ended) throw new InvalidOperationException("This transaction has ended; its body must await everything that it starts.");
    }
}
