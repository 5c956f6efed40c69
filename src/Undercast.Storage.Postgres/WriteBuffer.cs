namespace Undercast.Storage.Postgres;

/// <summary>What a transaction has written and not sent yet: the writes go in one batch with the commit.</summary>
/// <remarks>Ranges are removed first, then keys, then values are put; so a range removal forgets the single edits that it covers.</remarks>
internal sealed class WriteBuffer
{
    private static readonly byte[] Tombstone = new byte[1];
    private readonly object _owner = new();
    private readonly List<KeyRange> _cleared = [];
    private BTreeNode _edits = BTreeNode.Empty;

    public bool IsEmpty { get; private set; } = true;

    public IReadOnlyList<KeyRange> Cleared => _cleared;

    public void Put(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) => Edit(key, value.ToArray());

    public void Delete(ReadOnlyMemory<byte> key) => Edit(key, Tombstone);

    public void DeleteRange(KeyRange range)
    {
        if (range.IsEmpty) return;
        foreach (var (key, _) in Edits(range)) _edits = BTreeNode.Delete(_edits, _owner, key);
        _cleared.Add(range);
        IsEmpty = false;
    }

    /// <summary>Whether the buffer decides about <paramref name="key"/>, and what it says: null when it is removed.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out byte[]? value)
    {
        value = BTreeNode.Get(_edits, key);
        if (value is not null)
        {
            if (value == Tombstone) value = null;
            return true;
        }
        foreach (var range in _cleared)
        {
            if (range.Contains(key)) return true;
        }
        return false;
    }

    /// <summary>The single edits in a range, in key order; null for a removed key.</summary>
    public List<(byte[] Key, byte[]? Value)> Edits(KeyRange range)
    {
        var visitor = new Collector([]);
        if (!range.IsEmpty) _edits.Ascend(range.Start.Span, range.End.Span, ref visitor);
        return visitor.Found;
    }

    /// <summary>Whether anything in <paramref name="range"/> differs from what is stored.</summary>
    public bool Touches(KeyRange range) => !IsEmpty && (_cleared.Count > 0 || Edits(range).Count > 0);

    private void Edit(ReadOnlyMemory<byte> key, byte[] value)
    {
        _edits = BTreeNode.Put(_edits, _owner, key.ToArray(), value);
        IsEmpty = false;
    }

    private readonly struct Collector(List<(byte[] Key, byte[]? Value)> found) : IBTreeVisitor
    {
        public List<(byte[] Key, byte[]? Value)> Found => found;

        public bool Visit(byte[] key, byte[] value)
        {
            found.Add((key, value == Tombstone ? null : value));
            return true;
        }
    }
}
