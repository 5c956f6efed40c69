using Undercast.Storage;

namespace Undercast.DynamoDb;

// The key of a row, after the name of the keyspace's table and the number of the table or index:
//
//   hash of the partition key, partition key, sort key          and in an index the table's own key behind it
//
// The hash spreads partitions, so that a scan's segments are ranges of hashes. Text and bytes stand as they are, numbers in their ordered form.

/// <summary>Keys and ranges of items.</summary>
internal static class ItemRows
{
    private static ReadOnlySpan<byte> Name => DynamoDbTables.Items.All.Start.Span;

    /// <summary>The key of an item's row in a table, or in an index when the table's keys are given too.</summary>
    public static byte[] Key(KeyLayout keys, AttributeMap item, KeyLayout? table = null)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        Partition(ref w, keys, item);
        foreach (var key in keys.Range) Element(ref w, item[key.Name]!);
        if (table is not null)
        {
            foreach (var key in table.Hash) Element(ref w, item[key.Name]!);
            foreach (var key in table.Range) Element(ref w, item[key.Name]!);
        }
        return w.ToArray();
    }

    /// <summary>All rows of a table or index.</summary>
    public static KeyRange All(long storage) => DynamoDbTables.Items.Prefix(storage);

    /// <summary>The same row under another number.</summary>
    public static byte[] Moved(ReadOnlySpan<byte> row, long from, long to) => [.. All(to).Start.Span, .. row[All(from).Start.Length..]];

    /// <summary>The rows of one of several segments.</summary>
    public static KeyRange Segment(long storage, int segment, int total)
    {
        var low = (long)((UInt128)(uint)segment * (1UL << 32) / (uint)total);
        var high = (long)((UInt128)((uint)segment + 1) * (1UL << 32) / (uint)total);
        var start = DynamoDbTables.Items.From(storage, low).Start;
        return new KeyRange(start, segment + 1 == total ? All(storage).End : DynamoDbTables.Items.From(storage, high).Start);
    }

    /// <summary>The rows that a query reads.</summary>
    /// <param name="keys">The table or index.</param>
    /// <param name="equal">Values of the partition key and of the first attributes of the sort key.</param>
    /// <param name="sort">The condition on the next attribute of the sort key, or null.</param>
    public static KeyRange Query(KeyLayout keys, AttributeMap equal, SortCondition? sort)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        Partition(ref w, keys, equal);
        foreach (var key in keys.Range)
        {
            if (equal[key.Name] is not { } value) break;
            Element(ref w, value);
        }
        var prefix = w.ToArray();
        if (sort is not { } s) return KeyRange.Prefix(prefix);
        if (s.Comparator == SortComparator.BeginsWith) return KeyRange.Prefix(With(prefix, s.Low, open: true));
        var low = With(prefix, s.Low, open: false);
        return s.Comparator switch
        {
            SortComparator.Less => new KeyRange(prefix, low),
            SortComparator.LessOrEqual => new KeyRange(prefix, KeyRange.After(low)),
            SortComparator.Greater => new KeyRange(KeyRange.After(low), KeyRange.After(prefix)),
            SortComparator.GreaterOrEqual => new KeyRange(low, KeyRange.After(prefix)),
            _ => new KeyRange(low, KeyRange.After(With(prefix, s.High!, open: false))),
        };
    }

    private static byte[] With(byte[] prefix, AttributeValue value, bool open)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        w.Encoded(prefix);
        if (!open) Element(ref w, value);
        else if (value.Kind == AttributeKind.S) w.StringPrefix(value.Text);
        else w.BytesPrefix(value.Bytes);
        return w.ToArray();
    }

    /// <summary>The partition key of an item as rows have it.</summary>
    public static byte[] Partition(KeyLayout keys, AttributeMap item)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        foreach (var key in keys.Hash) Element(ref w, item[key.Name]!);
        return w.ToArray();
    }

    /// <summary>The hash of the partition key of an item.</summary>
    public static uint HashOf(KeyLayout keys, AttributeMap item) => Hash(Partition(keys, item));

    private static void Partition(ref TupleWriter w, KeyLayout keys, AttributeMap item)
    {
        var partition = new TupleWriter(stackalloc byte[256]);
        foreach (var key in keys.Hash) Element(ref partition, item[key.Name]!);
        w.Encoded(Name);
        w.Int64(keys.Storage);
        w.Int64(Hash(partition.Written));
        w.Encoded(partition.Written);
    }

    private static void Element(ref TupleWriter w, AttributeValue value)
    {
        if (value.Kind == AttributeKind.S) w.String(value.Text);
        else w.Bytes(value.Bytes);
    }

    // FNV-1a with a last stir, so that keys that differ in the end spread too. Stored: never change it.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes) hash = (hash ^ b) * 16777619u;
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}

internal enum SortComparator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    BeginsWith,
}

/// <summary>A condition on one attribute of a sort key other than equality.</summary>
internal sealed record SortCondition(SortComparator Comparator, AttributeValue Low, AttributeValue? High = null)
{
    public bool Holds(AttributeValue value) => Comparator switch
    {
        SortComparator.Less => Values.Compare(value, Low) < 0,
        SortComparator.LessOrEqual => Values.Compare(value, Low) <= 0,
        SortComparator.Greater => Values.Compare(value, Low) > 0,
        SortComparator.GreaterOrEqual => Values.Compare(value, Low) >= 0,
        SortComparator.Between => Values.Compare(value, Low) >= 0 && Values.Compare(value, High!) <= 0,
        _ => new BeginsWithNode(new ValueOperand(value), new ValueOperand(Low)).Holds(null),
    };
}
