namespace Undercast.Storage.Tests;

public sealed class BTreeTests
{
    [Fact]
    public void Tree_agrees_with_a_sorted_map_and_old_roots_never_change()
    {
        var random = new Random(17);
        var model = new SortedDictionary<int, int>();
        var root = BTreeNode.Empty;
        var snapshots = new List<(BTreeNode Root, int[] Expected)>();
        for (var transaction = 0; transaction < 400; transaction++)
        {
            var owner = new object();
            var before = (Root: root, Expected: Flat(model));
            // Phases that grow, shrink and churn, so that nodes split, merge and vanish.
            var deletes = (transaction / 100) switch { 0 => 2, 1 => 8, 2 => 5, _ => 9 };
            for (var i = 0; i < 60; i++)
            {
                var key = transaction < 50 ? (transaction * 60) + i : random.Next(4000);
                if (random.Next(10) < deletes)
                {
                    root = BTreeNode.Delete(root, owner, Bytes(key));
                    model.Remove(key);
                }
                else
                {
                    root = BTreeNode.Put(root, owner, Bytes(key), Bytes(i));
                    model[key] = i;
                }
            }
            if (transaction % 7 == 0)
            {
                // Rolled back: the root of before is still what it was.
                root = before.Root;
                model = new SortedDictionary<int, int>(before.Expected.Chunk(2).ToDictionary(p => p[0], p => p[1]));
            }
            snapshots.Add((root, Flat(model)));
        }
        foreach (var (old, expected) in snapshots) Assert.Equal(expected, Flat(old));
    }

    [Fact]
    public void Ranges_in_both_directions_agree_with_a_sorted_map()
    {
        var random = new Random(18);
        var keys = Enumerable.Range(0, 3000).Select(_ => random.Next(100_000)).Distinct().Order().ToArray();
        var owner = new object();
        var root = keys.OrderBy(_ => random.Next()).Aggregate(BTreeNode.Empty, (tree, key) => BTreeNode.Put(tree, owner, Bytes(key), Bytes(key)));
        for (var i = 0; i < 300; i++)
        {
            var (start, end) = (random.Next(100_000), random.Next(100_000));
            var expected = keys.Where(k => k >= start && k < end).ToArray();
            var up = new Collector([]);
            var down = new Collector([]);
            if (start < end)
            {
                root.Ascend(Bytes(start), Bytes(end), ref up);
                root.Descend(Bytes(start), Bytes(end), ref down);
            }
            Assert.Equal(expected, up.Keys);
            Assert.Equal(expected.Reverse(), down.Keys);
        }
    }

    private static int[] Flat(SortedDictionary<int, int> model) => [.. model.SelectMany(p => new[] { p.Key, p.Value })];

    private static int[] Flat(BTreeNode root)
    {
        var all = new Collector([]);
        root.Ascend(default, default, ref all);
        return [.. all.Keys.Zip(all.Values).SelectMany(p => new[] { p.First, p.Second })];
    }

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private readonly struct Collector(List<int> keys) : IBTreeVisitor
    {
        public List<int> Keys => keys;

        public List<int> Values { get; } = [];

        public bool Visit(byte[] key, byte[] value)
        {
            keys.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(key));
            Values.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(value));
            return true;
        }
    }
}
