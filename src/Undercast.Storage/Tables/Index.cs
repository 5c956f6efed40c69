namespace Undercast.Storage;

/// <summary>Another order of a table's rows. An index row holds the index key followed by the row's own key, so equal index keys keep the order of the
/// table.</summary>
/// <remarks>Written by the table alone, in the transaction that writes the row.</remarks>
public sealed class Index<TIndexKey, TKey, TRecord> : ITableIndex<TKey, TRecord>
    where TIndexKey : struct, ITupleKey<TIndexKey>
    where TKey : struct, ITupleKey<TKey>
    where TRecord : class
{
    // The version byte alone: the key says everything.
    private static readonly byte[] RowValue = [1];
    private readonly Table<TKey, TRecord> _table;
    private readonly Func<TKey, TRecord, TIndexKey?> _key;
    private readonly byte[] _name;

    internal Index(Table<TKey, TRecord> table, string name, Func<TKey, TRecord, TIndexKey?> key)
    {
        TableName.Check(name);
        Name = name;
        _table = table;
        _key = key;
        _name = TableName.Encode(name);
        All = KeyRange.Prefix(_name);
    }

    /// <summary>The stored name: the table's and the index's own.</summary>
    public string Name { get; }

    /// <summary>Every row of the index.</summary>
    public KeyRange All { get; }

    /// <summary>The rows whose index keys begin with <paramref name="elements"/>.</summary>
    public KeyRange Prefix(params ReadOnlySpan<TupleElement> elements) => TableRanges.Prefix(_name, elements);

    /// <summary>The rows that share all <paramref name="elements"/> but the last, and whose next element is at most the last.</summary>
    public KeyRange UpTo(params ReadOnlySpan<TupleElement> elements) => TableRanges.UpTo(_name, elements);

    /// <summary>The rows that share all <paramref name="elements"/> but the last, and whose next element is at least the last.</summary>
    public KeyRange From(params ReadOnlySpan<TupleElement> elements) => TableRanges.From(_name, elements);

    /// <summary>Up to <paramref name="limit"/> rows of <paramref name="range"/> in the order of the index, with their records; each record costs one
    /// read.</summary>
    public async ValueTask<IReadOnlyList<IndexRow<TIndexKey, TKey, TRecord>>> RangeAsync(
        IReadTransaction tx, KeyRange range, int limit = int.MaxValue, bool reverse = false, (TIndexKey IndexKey, TKey Key)? after = null)
    {
        var found = await KeysAsync(tx, range, limit, reverse, after);
        if (found.Count == 0) return [];
        var rows = new IndexRow<TIndexKey, TKey, TRecord>[found.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var record = await _table.GetAsync(tx, found[i].Key)
                ?? throw new StoreCorruptException($"Index {Name} names a row that table {_table.Name} does not have.");
            rows[i] = new IndexRow<TIndexKey, TKey, TRecord>(found[i].IndexKey, found[i].Key, record);
        }
        return rows;
    }

    /// <summary>Like <see cref="RangeAsync"/> without reading the records.</summary>
    public async ValueTask<IReadOnlyList<(TIndexKey IndexKey, TKey Key)>> KeysAsync(
        IReadTransaction tx, KeyRange range, int limit = int.MaxValue, bool reverse = false, (TIndexKey IndexKey, TKey Key)? after = null)
    {
        if (after is { } last)
            range = reverse ? range.EndingBefore(RowKey(last.IndexKey, last.Key)) : range.StartingAfter(RowKey(last.IndexKey, last.Key));
        var pairs = await tx.RangeAsync(range, limit, reverse);
        if (pairs.Count == 0) return [];
        var keys = new (TIndexKey, TKey)[pairs.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = ReadRowKey(pairs[i].Key.Span);
        return keys;
    }

    /// <summary>The first row of <paramref name="range"/> (the last when <paramref name="reverse"/>), or null.</summary>
    public async ValueTask<IndexRow<TIndexKey, TKey, TRecord>?> FirstAsync(IReadTransaction tx, KeyRange range, bool reverse = false) =>
        await RangeAsync(tx, range, 1, reverse) is [var row] ? row : null;

    /// <summary>How many rows of the table stand under <paramref name="range"/>.</summary>
    public ValueTask<long> CountAsync(IReadTransaction tx, KeyRange range) => tx.CountAsync(range);

    void ITableIndex<TKey, TRecord>.Follow(IWriteTransaction tx, TKey key, TRecord? before, TRecord? after)
    {
        var was = before is null ? null : _key(key, before);
        var becomes = after is null ? null : _key(key, after);
        var old = was is { } w ? RowKey(w, key) : null;
        var fresh = becomes is { } b ? RowKey(b, key) : null;
        if (old is not null && fresh is not null && old.AsSpan().SequenceEqual(fresh)) return;
        if (old is not null) tx.Delete(old);
        if (fresh is not null) tx.Put(fresh, RowValue);
    }

    private byte[] RowKey(TIndexKey indexKey, TKey key)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        w.Encoded(_name);
        indexKey.Write(ref w);
        key.Write(ref w);
        return w.ToArray();
    }

    private (TIndexKey, TKey) ReadRowKey(ReadOnlySpan<byte> stored)
    {
        if (!stored.StartsWith(_name)) throw new StoreCorruptException($"A key that is not of index {Name} is read as one.");
        var r = new TupleReader(stored[_name.Length..]);
        var indexKey = TIndexKey.Read(ref r);
        return (indexKey, TKey.Read(ref r));
    }
}

/// <summary>A row of a table found by an index.</summary>
public readonly record struct IndexRow<TIndexKey, TKey, TRecord>(TIndexKey IndexKey, TKey Key, TRecord Record);

/// <summary>What a table needs to know of its indexes.</summary>
internal interface ITableIndex<TKey, TRecord>
{
    KeyRange All { get; }

    void Follow(IWriteTransaction tx, TKey key, TRecord? before, TRecord? after);
}
