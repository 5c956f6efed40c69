namespace Undercast.Storage;

/// <summary>Count is the number of children; the keys between them are one fewer.</summary>
internal sealed class BTreeBranch : BTreeNode
{
    private readonly BTreeNode[] _children;

    private BTreeBranch(object owner, BTreeBranch? original = null)
        : base(owner, original)
    {
        _children = original is null ? new BTreeNode[Capacity] : (BTreeNode[])original._children.Clone();
    }

    public BTreeBranch(object owner, BTreeNode left, byte[] key, BTreeNode right)
        : this(owner)
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
        return Owner == owner ? this : new BTreeBranch(owner, this);
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
        OwnKeys();
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
        OwnKeys();
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
        OwnKeys();
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
        OwnKeys();
        Count--;
        Array.Copy(Keys, at + 1, Keys, at, Count - 1 - at);
        Array.Copy(_children, at + 2, _children, at + 1, Count - 1 - at);
        Keys[Count - 1] = null!;
        _children[Count] = null!;
    }
}
