namespace Undercast.Storage;

/// <summary>A B+tree whose nodes are frozen once their owner is done: a root is a snapshot for ever.</summary>
/// <remarks>
/// Every edit names an owner (a transaction). A node that another owner made is copied before it changes, so abandoning a root is a complete rollback and
/// readers need no lock.
/// A branch's key at i is a lower bound of child i + 1 and an upper bound of child i.
/// </remarks>
internal abstract class BTreeNode
{
    protected const int Capacity = 32;
    protected const int Sparse = Capacity / 4;

    // A copy shares the keys of its original until it inserts or removes one: replacing a value or a child, the common edit, then copies one array.
    private bool _ownsKeys;

    protected BTreeNode(object owner, BTreeNode? original = null)
    {
        Owner = owner;
        Keys = original?.Keys ?? new byte[Capacity][];
        Count = original?.Count ?? 0;
        _ownsKeys = original is null;
    }

    public object Owner { get; }

    public int Count { get; protected set; }

    protected byte[][] Keys { get; private set; }

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

    /// <summary>Call before the keys change.</summary>
    protected void OwnKeys()
    {
        if (_ownsKeys) return;
        var keys = new byte[Capacity][];
        Array.Copy(Keys, keys, Count);
        Keys = keys;
        _ownsKeys = true;
    }

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
