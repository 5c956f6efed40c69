using System.Runtime.CompilerServices;

namespace Undercast.Storage;

/// <summary>Rows of one kind: keys of <typeparamref name="TKey"/> under a stored name, records in a versioned codec, and indexes that follow in the same
/// transaction.</summary>
/// <remarks>
/// Immutable once its indexes are declared, thread-safe, and without state: declare it as a static field. Methods take the transaction of the caller and
/// never open one.
/// </remarks>
public sealed class Table<TKey, TRecord>
    where TKey : struct, ITupleKey<TKey>
    where TRecord : class
{
    private readonly byte[] _name;
    private readonly IRecordCodec<TRecord> _codec;
    private ITableIndex<TKey, TRecord>[] _indexes = [];

    /// <summary>Declares a table.</summary>
    /// <param name="name">The stored name, lower case and dotted such as <c>sqs.queue</c>; never rename it.</param>
    /// <param name="codec">How a record is stored.</param>
    public Table(string name, IRecordCodec<TRecord> codec)
    {
        TableName.Check(name);
        Name = name;
        _codec = codec;
        _name = TableName.Encode(name);
        All = KeyRange.Prefix(_name);
    }

    /// <summary>The stored name: the first element of each key.</summary>
    public string Name { get; }

    /// <summary>Every row.</summary>
    public KeyRange All { get; }

    /// <summary>Declares an index; its rows are kept by <see cref="PutAsync"/> and <see cref="DeleteAsync"/>. Call it where the table is declared, before
    /// the first use.</summary>
    /// <param name="name">Appended to the table's name; never rename it.</param>
    /// <param name="key">The key under which a row is found, or null to leave the row out. It sees nothing but the row.</param>
    public Index<TIndexKey, TKey, TRecord> AddIndex<TIndexKey>(string name, Func<TKey, TRecord, TIndexKey?> key)
        where TIndexKey : struct, ITupleKey<TIndexKey>
    {
        var index = new Index<TIndexKey, TKey, TRecord>(this, $"{Name}.{name}", key);
        _indexes = [.. _indexes, index];
        return index;
    }

    /// <summary>The stored form of <paramref name="key"/>.</summary>
    public byte[] Key(TKey key)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        w.Encoded(_name);
        key.Write(ref w);
        return w.ToArray();
    }

    /// <summary>The key whose stored form is <paramref name="stored"/>.</summary>
    public TKey ReadKey(ReadOnlySpan<byte> stored)
    {
        if (!stored.StartsWith(_name)) throw new StoreCorruptException($"A key that is not of table {Name} is read as one.");
        var r = new TupleReader(stored[_name.Length..]);
        return TKey.Read(ref r);
    }

    /// <summary>The rows whose keys begin with <paramref name="elements"/>.</summary>
    public KeyRange Prefix(params ReadOnlySpan<TupleElement> elements) => TableRanges.Prefix(_name, elements);

    /// <summary>The rows whose keys begin with all <paramref name="elements"/>, the last of which is text that may go on: S3's prefix listing.</summary>
    public KeyRange TextPrefix(params ReadOnlySpan<TupleElement> elements) => TableRanges.TextPrefix(_name, elements);

    /// <summary>The rows that share all <paramref name="elements"/> but the last, and whose next element is at most the last: "of this queue, visible by
    /// now".</summary>
    public KeyRange UpTo(params ReadOnlySpan<TupleElement> elements) => TableRanges.UpTo(_name, elements);

    /// <summary>The rows that share all <paramref name="elements"/> but the last, and whose next element is at least the last.</summary>
    public KeyRange From(params ReadOnlySpan<TupleElement> elements) => TableRanges.From(_name, elements);

    /// <summary>The record under <paramref name="key"/>, or null.</summary>
    public ValueTask<TRecord?> GetAsync(IReadTransaction tx, TKey key)
    {
        var reading = tx.GetAsync(Key(key));
        return reading.IsCompletedSuccessfully ? new ValueTask<TRecord?>(Decode(reading.Result)) : Await(this, reading);

        static async ValueTask<TRecord?> Await(Table<TKey, TRecord> table, ValueTask<ReadOnlyMemory<byte>?> reading) => table.Decode(await reading);
    }

    /// <summary>Whether there is a row under <paramref name="key"/>; spares decoding.</summary>
    public async ValueTask<bool> ExistsAsync(IReadTransaction tx, TKey key) => await tx.GetAsync(Key(key)) is not null;

    /// <summary>Writes a row of a table without indexes.</summary>
    /// <exception cref="InvalidOperationException">The table has indexes: they need <see cref="PutAsync"/>.</exception>
    public void Put(IWriteTransaction tx, TKey key, TRecord record)
    {
        if (_indexes.Length > 0) throw HasIndexes();
        tx.Put(Key(key), RecordBuffer.Encode(_codec, record));
    }

    /// <summary>Writes a row and brings the indexes in line.</summary>
    public ValueTask PutAsync(IWriteTransaction tx, TKey key, TRecord record)
    {
        if (_indexes.Length > 0) return PutIndexed(tx, key, record);
        Put(tx, key, record);
        return default;
    }

    /// <summary>Writes a row that is known to be absent: spares <see cref="PutAsync"/>'s read of the old row.</summary>
    /// <remarks>Only for keys that cannot exist yet, such as fresh ids: stale index rows would stay behind otherwise.</remarks>
    public void PutFresh(IWriteTransaction tx, TKey key, TRecord record)
    {
        foreach (var index in _indexes) index.Follow(tx, key, null, record);
        tx.Put(Key(key), RecordBuffer.Encode(_codec, record));
    }

    /// <summary>Removes a row of a table without indexes.</summary>
    /// <exception cref="InvalidOperationException">The table has indexes: they need <see cref="DeleteAsync"/>.</exception>
    public void Delete(IWriteTransaction tx, TKey key)
    {
        if (_indexes.Length > 0) throw HasIndexes();
        tx.Delete(Key(key));
    }

    /// <summary>Removes a row and its index rows; false when there was none.</summary>
    public async ValueTask<bool> DeleteAsync(IWriteTransaction tx, TKey key)
    {
        var stored = Key(key);
        if (await tx.GetAsync(stored) is not { } old) return false;
        if (_indexes.Length > 0)
        {
            var record = _codec.Read(old);
            foreach (var index in _indexes) index.Follow(tx, key, record, null);
        }
        tx.Delete(stored);
        return true;
    }

    /// <summary>Removes every row of <paramref name="range"/> of a table without indexes, or the whole table.</summary>
    /// <exception cref="InvalidOperationException">Only a part goes, and the table has indexes.</exception>
    public void DeleteRange(IWriteTransaction tx, KeyRange range)
    {
        if (_indexes.Length > 0 && range != All) throw HasIndexes();
        foreach (var index in _indexes) tx.DeleteRange(index.All);
        tx.DeleteRange(range);
    }

    /// <summary>Removes every row of <paramref name="range"/> and its index rows; reads them when there are indexes.</summary>
    public async ValueTask DeleteRangeAsync(IWriteTransaction tx, KeyRange range)
    {
        if (_indexes.Length > 0)
        {
            const int page = 256;
            var rest = range;
            while (await RangeAsync(tx, rest, page) is { Count: > 0 } rows)
            {
                foreach (var (key, record) in rows)
                {
                    foreach (var index in _indexes) index.Follow(tx, key, record, null);
                }
                if (rows.Count < page) break;
                rest = rest.StartingAfter(Key(rows[^1].Key));
            }
        }
        tx.DeleteRange(range);
    }

    /// <summary>Up to <paramref name="limit"/> rows of <paramref name="range"/> in key order, or from its end when <paramref name="reverse"/>.</summary>
    /// <param name="tx">The caller's transaction.</param>
    /// <param name="range">From <see cref="Prefix"/>, <see cref="UpTo"/>, <see cref="From"/> or <see cref="All"/>.</param>
    /// <param name="limit">The size of the page.</param>
    /// <param name="reverse">From the last row to the first.</param>
    /// <param name="after">The last row of the page before, in the direction of reading.</param>
    public ValueTask<IReadOnlyList<(TKey Key, TRecord Record)>> RangeAsync(
        IReadTransaction tx, KeyRange range, int limit = int.MaxValue, bool reverse = false, TKey? after = null)
    {
        if (after is { } last) range = reverse ? range.EndingBefore(Key(last)) : range.StartingAfter(Key(last));
        var reading = tx.RangeAsync(range, limit, reverse);
        return reading.IsCompletedSuccessfully
            ? new ValueTask<IReadOnlyList<(TKey, TRecord)>>(Decode(reading.Result))
            : Await(this, reading);

        static async ValueTask<IReadOnlyList<(TKey, TRecord)>> Await(
            Table<TKey, TRecord> table, ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> reading) =>
            table.Decode(await reading);
    }

    /// <summary>The first row of <paramref name="range"/> (the last when <paramref name="reverse"/>), or null.</summary>
    public async ValueTask<(TKey Key, TRecord Record)?> FirstAsync(IReadTransaction tx, KeyRange range, bool reverse = false) =>
        await RangeAsync(tx, range, 1, reverse) is [var row] ? row : null;

    /// <summary>How many rows <paramref name="range"/> has; costs time in proportion.</summary>
    public ValueTask<long> CountAsync(IReadTransaction tx, KeyRange range) => tx.CountAsync(range);

    internal TRecord? Decode(ReadOnlyMemory<byte>? stored) => stored is { } bytes ? _codec.Read(bytes) : null;

    private (TKey, TRecord)[] Decode(IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> pairs)
    {
        if (pairs.Count == 0) return [];
        var rows = new (TKey, TRecord)[pairs.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = (ReadKey(pairs[i].Key.Span), _codec.Read(pairs[i].Value));
        return rows;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PutIndexed(IWriteTransaction tx, TKey key, TRecord record)
    {
        var stored = Key(key);
        var old = Decode(await tx.GetAsync(stored));
        foreach (var index in _indexes) index.Follow(tx, key, old, record);
        tx.Put(stored, RecordBuffer.Encode(_codec, record));
    }

    private InvalidOperationException HasIndexes() => new($"Table {Name} has indexes; use the Async form, which keeps them.");
}
