namespace Undercast.Storage;

internal sealed class BTreeLeaf(object owner, BTreeLeaf? original = null) : BTreeNode(owner, original)
{
    private readonly byte[][] _values = original is null ? new byte[Capacity][] : (byte[][])original._values.Clone();

    public byte[]? Find(ReadOnlySpan<byte> key)
    {
        var at = LowerBound(key, Count, out var equal);
        return equal ? _values[at] : null;
    }

    public override BTreeNode Owned(object owner)
    {
        return Owner == owner ? this : new BTreeLeaf(owner, this);
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
        OwnKeys();
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
        OwnKeys();
        Count--;
        Array.Copy(Keys, at + 1, Keys, at, Count - at);
        Array.Copy(_values, at + 1, _values, at, Count - at);
        Keys[Count] = null!;
        _values[Count] = null!;
    }

    public override void Absorb(byte[] separator, BTreeNode right)
    {
        OwnKeys();
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
        OwnKeys();
        Array.Copy(Keys, at, Keys, at + 1, Count - at);
        Array.Copy(_values, at, _values, at + 1, Count - at);
        Keys[at] = key;
        _values[at] = value;
        Count++;
    }
}
