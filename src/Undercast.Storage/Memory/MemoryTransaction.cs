namespace Undercast.Storage;

/// <summary>One snapshot and, while writing, the edits on top of it: a root of the tree that nobody else sees until it is published.</summary>
internal sealed class MemoryTransaction(BTreeNode root) : IWriteTransaction
{
    private List<string>? _signals;
    private bool _ended;

    public BTreeNode Root { get; private set; } = root;

    public IReadOnlyList<string> Signals => _signals ?? (IReadOnlyList<string>)[];

    public void End() => _ended = true;

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(ReadOnlyMemory<byte> key)
    {
        Check();
        var value = BTreeNode.Get(Root, key.Span);
        return new ValueTask<ReadOnlyMemory<byte>?>(value is null ? default(ReadOnlyMemory<byte>?) : value);
    }

    public ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>> RangeAsync(KeyRange range, int limit, bool reverse = false)
    {
        Check();
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var visitor = new Collector(limit);
        if (limit > 0 && !range.IsEmpty)
        {
            if (reverse) Root.Descend(range.Start.Span, range.End.Span, ref visitor);
            else Root.Ascend(range.Start.Span, range.End.Span, ref visitor);
        }
        return new ValueTask<IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>>(visitor.Result);
    }

    public ValueTask<long> CountAsync(KeyRange range)
    {
        Check();
        var visitor = default(Counter);
        if (!range.IsEmpty) Root.Ascend(range.Start.Span, range.End.Span, ref visitor);
        return new ValueTask<long>(visitor.Count);
    }

    public void Put(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        Check();
        Root = BTreeNode.Put(Root, this, Whole(key), Whole(value));
    }

    public void Delete(ReadOnlyMemory<byte> key)
    {
        Check();
        Root = BTreeNode.Delete(Root, this, key.Span);
    }

    public void DeleteRange(KeyRange range)
    {
        Check();
        if (range.IsEmpty) return;
        if (range.Start.IsEmpty && range.End.IsEmpty)
        {
            Root = BTreeNode.Empty;
            return;
        }
        // In pages: the tree must not change under the visitor.
        while (true)
        {
            var visitor = new Collector(1024);
            Root.Ascend(range.Start.Span, range.End.Span, ref visitor);
            foreach (var (key, _) in visitor.Result) Root = BTreeNode.Delete(Root, this, key.Span);
            if (visitor.Result.Count < 1024) return;
        }
    }

    public void Signal(string subject)
    {
        Check();
        _signals ??= new List<string>(2);
        if (!_signals.Contains(subject)) _signals.Add(subject);
    }

    private static byte[] Whole(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : memory.ToArray();

    private void Check()
    {
        if (_ended) throw new InvalidOperationException("This transaction has ended; its body must await everything that it starts.");
    }

    private struct Collector(int limit) : IBTreeVisitor
    {
        private List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>? _found;

        public readonly List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> Result => _found ?? [];

        public bool Visit(byte[] key, byte[] value)
        {
            _found ??= new List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>(Math.Min(limit, 16));
            _found.Add(new KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(key, value));
            return _found.Count < limit;
        }
    }

    private struct Counter : IBTreeVisitor
    {
        public long Count { get; private set; }

        public bool Visit(byte[] key, byte[] value)
        {
            Count++;
            return true;
        }
    }
}
