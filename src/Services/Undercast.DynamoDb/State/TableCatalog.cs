using System.Collections.Concurrent;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Reads tables. Every transaction reads the stored row, and decodes it only when its bytes differ from those seen last.</summary>
/// <remarks>So the cache can never be stale: it is the row of this very transaction's snapshot that decides.</remarks>
internal sealed class TableCatalog
{
    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<TableKey, (ReadOnlyMemory<byte> Stored, byte[] Row, TableRecord Table)> _seen = new();

    public async ValueTask<TableRecord?> FindAsync(IReadTransaction tx, TableKey key)
    {
        var known = _seen.TryGetValue(key, out var seen);
        var row = known ? seen.Row : DynamoDbTables.Tables.Key(key);
        if (await tx.GetAsync(row) is not { } stored) return null;
        if (known && stored.Span.SequenceEqual(seen.Stored.Span)) return seen.Table;
        var table = Codec.Read(stored) with { Home = new TableHome(this, key) };
        if (_seen.Count > Remembered) _seen.Clear();
        _seen[key] = (stored, row, table);
        return table;
    }

    /// <summary>The table that a call on items names.</summary>
    public async ValueTask<TableRecord> GetAsync(IReadTransaction tx, TableKey key) => await FindAsync(tx, key) is { IsServing: true } table ? table : throw Faults.NoTable();

    /// <summary>The table as it was when it was read last, or null; for what must not wait.</summary>
    public TableRecord? LastSeen(TableKey key) => _seen.TryGetValue(key, out var seen) ? seen.Table : null;

    private static readonly IRecordCodec<TableRecord> Codec = JsonRecord.Codec(() => DynamoDbJson.Default.TableRecord);
}
