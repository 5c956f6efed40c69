namespace Undercast.Storage;

/// <summary>A B+tree whose nodes are frozen once their owner is done: a root is a snapshot for ever.</summary>
/// <remarks>
/// Every edit names an owner (a transaction). A node that another owner made is copied before it changes, so abandoning a root is a complete rollback and readers need no lock.
/// A branch's key at i is a lower bound of child i + 1 and an upper bound of child i.
/// </remarks>
internal abstract class BTreeNode(object owner)
{
    protected const int Capacity = 32;
    protected const int Sparse = Capacity / 4;

    public object Owner { get; } = owner;

    public int Count { get; protected set; }

    protected byte[][] Keys { get; } = new byte[Capacity][];

    public static BTreeNode Empty { get; } = new BTreeLeaf(new object());

    public static byte[]? Get(BTreeNode root, ReadOnlySpan<byte> key)
    {
        var node = root;
        while (node is BTreeBranch branch) node = branch.ChildFor(key);
        return ((BTreeLeaf)node).Find(key);
    }

    public static BTreeNode Put(BTreeNode root, object owner, byte[] key, byte[] value)
    {
        root = root.Owned(owner);
        var split = root.Put(owner, key, value);
        return split is { } s ? new BTreeBranch(owner, root, s.Key, s.Right) : root;
    }

    public static BTreeNode Delete(BTreeNode root, object owner, ReadOnlySpan<byte> key)
    {
        if (Get(root, key) is null) return root;
        root = root.Owned(owner);
        root.Delete(owner, key);
        // A branch with one child adds a level and nothing else.
        while (root is BTreeBranch { Count: 1 } branch) root = branch.OnlyChild;
        return root;
    }

    /// <summary>Gives <paramref name="visit"/> the pairs of a range until it returns false.</summary>
    public abstract bool Ascend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
        where TVisitor : struct, IBTreeVisitor;

    /// <summary>Like <see cref="Ascend"/>, from the end.</summary>
    public abstract bool Descend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
        where TVisitor : struct, IBTreeVisitor;

    public abstract BTreeNode Owned(object owner);

    public abstract (byte[] Key, BTreeNode Right)? Put(object owner, byte[] key, byte[] value);

    public abstract void Delete(object owner, ReadOnlySpan<byte> key);

    /// <summary>Takes in the right neighbour, which fits; <paramref name="separator"/> stood between them.</summary>
    public abstract void Absorb(byte[] separator, BTreeNode right);

    /// <summary>The first position whose key is at least <paramref name="key"/>, among the first <paramref name="count"/> keys.</summary>
    protected int LowerBound(ReadOnlySpan<byte> key, int count, out bool equal)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = key.SequenceCompareTo(Keys[middle]);
            if (order == 0)
            {
                equal = true;
                return middle;
            }
            if (order < 0) high = middle;
            else low = middle + 1;
        }
        equal = false;
        return low;
    }
}

/// <summary>Receives pairs; a struct, so that a range read is compiled for it.</summary>
internal interface IBTreeVisitor
{
    bool Visit(byte[] key, byte[] value);
}

internal sealed class BTreeLeaf(object owner) : BTreeNode(owner)
{
    private readonly byte[][] _values = new byte[Capacity][];

    public byte[]? Find(ReadOnlySpan<byte> key)
    {
        var at = LowerBound(key, Count, out var equal);
        return equal ? _values[at] : null;
    }

    public override BTreeNode Owned(object owner)
    {
        if (Owner == owner) return this;
        var copy = new BTreeLeaf(owner) { Count = Count };
        Array.Copy(Keys, copy.Keys, Count);
        Array.Copy(_values, copy._values, Count);
        return copy;
    }

    public override (byte[] Key, BTreeNode Right)? Put(object owner, byte[] key, byte[] value)
    {
        var at = LowerBound(key, Count, out var equal);
        if (equal)
        {
            _values[at] = value;
            return null;
        }
        if (Count < Capacity)
        {
            Insert(at, key, value);
            return null;
        }
        // Keys that only grow (sequence numbers, times) leave full nodes behind instead of half-full ones.
        var keep = at == Capacity ? Capacity - 1 : Capacity / 2;
        var right = new BTreeLeaf(owner) { Count = Count - keep };
        Array.Copy(Keys, keep, right.Keys, 0, right.Count);
        Array.Copy(_values, keep, right._values, 0, right.Count);
        Array.Clear(Keys, keep, right.Count);
        Array.Clear(_values, keep, right.Count);
        Count = keep;
        if (at <= keep && at < Capacity) Insert(at, key, value);
        else right.Insert(at - keep, key, value);
        return (right.Keys[0], right);
    }

    public override void Delete(object owner, ReadOnlySpan<byte> key)
    {
        var at = LowerBound(key, Count, out var equal);
        if (!equal) return;
        Count--;
        Array.Copy(Keys, at + 1, Keys, at, Count - at);
        Array.Copy(_values, at + 1, _values, at, Count - at);
        Keys[Count] = null!;
        _values[Count] = null!;
    }

    public override void Absorb(byte[] separator, BTreeNode right)
    {
        var other = (BTreeLeaf)right;
        Array.Copy(other.Keys, 0, Keys, Count, other.Count);
        Array.Copy(other._values, 0, _values, Count, other.Count);
        Count += other.Count;
    }

    public override bool Ascend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
    {
        var last = end.IsEmpty ? Count : LowerBound(end, Count, out _);
        for (var i = start.IsEmpty ? 0 : LowerBound(start, Count, out _); i < last; i++)
        {
            if (!visit.Visit(Keys[i], _values[i])) return false;
        }
        return last == Count;
    }

    public override bool Descend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
    {
        var first = start.IsEmpty ? 0 : LowerBound(start, Count, out _);
        for (var i = (end.IsEmpty ? Count : LowerBound(end, Count, out _)) - 1; i >= first; i--)
        {
            if (!visit.Visit(Keys[i], _values[i])) return false;
        }
        return first == 0;
    }

    private void Insert(int at, byte[] key, byte[] value)
    {
        Array.Copy(Keys, at, Keys, at + 1, Count - at);
        Array.Copy(_values, at, _values, at + 1, Count - at);
        Keys[at] = key;
        _values[at] = value;
        Count++;
    }
}

/// <summary>Count is the number of children; the keys between them are one fewer.</summary>
internal sealed class BTreeBranch : BTreeNode
{
    private readonly BTreeNode[] _children = new BTreeNode[Capacity];

    private BTreeBranch(object owner)
        : base(owner)
    {
    }

    public BTreeBranch(object owner, BTreeNode left, byte[] key, BTreeNode right)
        : base(owner)
    {
        _children[0] = left;
        _children[1] = right;
        Keys[0] = key;
        Count = 2;
    }

    public BTreeNode OnlyChild => _children[0];

    public BTreeNode ChildFor(ReadOnlySpan<byte> key) => _children[PositionFor(key)];

    public override BTreeNode Owned(object owner)
    {
        if (Owner == owner) return this;
        var copy = new BTreeBranch(owner) { Count = Count };
        Array.Copy(Keys, copy.Keys, Count - 1);
        Array.Copy(_children, copy._children, Count);
        return copy;
    }

    public override (byte[] Key, BTreeNode Right)? Put(object owner, byte[] key, byte[] value)
    {
        var at = PositionFor(key);
        var child = _children[at] = _children[at].Owned(owner);
        if (child.Put(owner, key, value) is not { } split) return null;
        if (Count < Capacity)
        {
            Insert(at, split.Key, split.Right);
            return null;
        }
        var keep = at == Capacity - 1 ? Capacity - 1 : Capacity / 2;
        var up = Keys[keep - 1];
        var right = new BTreeBranch(owner) { Count = Count - keep };
        Array.Copy(_children, keep, right._children, 0, right.Count);
        Array.Copy(Keys, keep, right.Keys, 0, right.Count - 1);
        Array.Clear(_children, keep, right.Count);
        Array.Clear(Keys, keep - 1, Count - keep);
        Count = keep;
        if (at < keep) Insert(at, split.Key, split.Right);
        else right.Insert(at - keep, split.Key, split.Right);
        return (up, right);
    }

    public override void Delete(object owner, ReadOnlySpan<byte> key)
    {
        var at = PositionFor(key);
        var child = _children[at] = _children[at].Owned(owner);
        child.Delete(owner, key);
        if (child.Count >= Sparse || Count == 1) return;
        if (child.Count == 0)
        {
            RemoveChild(at);
            return;
        }
        // 3/4 full at most after a merge, so that the next insert does not split at once.
        var left = at > 0 ? at - 1 : at;
        if (_children[left].Count + _children[left + 1].Count > Capacity * 3 / 4) return;
        var into = _children[left] = _children[left].Owned(owner);
        into.Absorb(Keys[left], _children[left + 1]);
        RemoveRight(left);
    }

    public override void Absorb(byte[] separator, BTreeNode right)
    {
        var other = (BTreeBranch)right;
        Keys[Count - 1] = separator;
        Array.Copy(other.Keys, 0, Keys, Count, other.Count - 1);
        Array.Copy(other._children, 0, _children, Count, other.Count);
        Count += other.Count;
    }

    public override bool Ascend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
    {
        var first = start.IsEmpty ? 0 : PositionFor(start);
        for (var i = first; i < Count; i++)
        {
            if (!_children[i].Ascend(i == first ? start : default, end, ref visit)) return false;
        }
        return true;
    }

    public override bool Descend<TVisitor>(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ref TVisitor visit)
    {
        var last = end.IsEmpty ? Count - 1 : PositionFor(end);
        for (var i = last; i >= 0; i--)
        {
            if (!_children[i].Descend(start, i == last ? end : default, ref visit)) return false;
        }
        return true;
    }

    private int PositionFor(ReadOnlySpan<byte> key)
    {
        var at = LowerBound(key, Count - 1, out var equal);
        return equal ? at + 1 : at;
    }

    private void Insert(int at, byte[] key, BTreeNode right)
    {
        Array.Copy(Keys, at, Keys, at + 1, Count - 1 - at);
        Array.Copy(_children, at + 1, _children, at + 2, Count - 1 - at);
        Keys[at] = key;
        _children[at + 1] = right;
        Count++;
    }

    private void RemoveChild(int at)
    {
        if (at > 0)
        {
            RemoveRight(at - 1);
            return;
        }
        _children[0] = _children[1];
        RemoveRight(0);
    }

    /// <summary>Drops the key at <paramref name="at"/> and the child on its right.</summary>
    private void RemoveRight(int at)
    {
        Count--;
        Array.Copy(Keys, at + 1, Keys, at, Count - 1 - at);
        Array.Copy(_children, at + 2, _children, at + 1, Count - 1 - at);
        Keys[Count - 1] = null!;
        _children[Count] = null!;
    }
}
