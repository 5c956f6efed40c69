using System.Text;

namespace Undercast.DynamoDb;

/// <summary>Equality, order and size of values, as AWS has them.</summary>
internal static class Values
{
    /// <summary>Whether two values are of one type and equal; sets regardless of order.</summary>
    public static bool Same(AttributeValue a, AttributeValue b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Kind != b.Kind) return false;
        switch (a.Kind)
        {
            case AttributeKind.S: return a.Text == b.Text;
            case AttributeKind.N or AttributeKind.B: return a.Bytes.AsSpan().SequenceEqual(b.Bytes);
            case AttributeKind.SS: return a.Texts.Length == b.Texts.Length && new HashSet<string>(a.Texts, StringComparer.Ordinal).SetEquals(b.Texts);
            case AttributeKind.NS or AttributeKind.BS:
                return a.ByteSet.Length == b.ByteSet.Length && new HashSet<byte[]>(a.ByteSet, ByteStrings.Comparer).SetEquals(b.ByteSet);
            case AttributeKind.L:
                if (a.List.Count != b.List.Count) return false;
                for (var i = 0; i < a.List.Count; i++)
                {
                    if (!Same(a.List[i], b.List[i])) return false;
                }
                return true;
            case AttributeKind.M: return Same(a.Map, b.Map);
            // There is one null, one true and one false; unequal references are unequal truths.
            default: return a.Kind == AttributeKind.NULL;
        }
    }

    public static bool Same(AttributeMap a, AttributeMap b)
    {
        if (!a.Stored.IsEmpty && !b.Stored.IsEmpty && a.Stored.Span.SequenceEqual(b.Stored.Span)) return true;
        if (a.Values.Count != b.Values.Count) return false;
        foreach (var (name, value) in a.Values)
        {
            if (!b.Values.TryGetValue(name, out var other) || !Same(value, other)) return false;
        }
        return true;
    }

    /// <summary>The order of two values of one scalar type; null when they have none.</summary>
    public static int? Compare(AttributeValue a, AttributeValue b)
    {
        if (a.Kind != b.Kind) return null;
        return a.Kind switch
        {
            AttributeKind.S => CompareText(a.Text, b.Text),
            AttributeKind.N or AttributeKind.B => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes),
            _ => null,
        };
    }

    // AWS: text sorts by its UTF-8 bytes. Ordinal comparison of UTF-16 differs only where surrogates meet the last part of the basic plane.
    private static int CompareText(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            var (x, y) = (a[i], b[i]);
            if (x == y) continue;
            if (char.IsSurrogate(x) != char.IsSurrogate(y)) return char.IsSurrogate(x) ? 1 : -1;
            return x - y;
        }
        return a.Length - b.Length;
    }

    /// <summary>The bytes that AWS counts for an item: its names and values.</summary>
    public static int Size(AttributeMap item) => item.Stored.IsEmpty ? Size(item.Values) : ItemCodec.Size(item.Stored.Span);

    public static int Size(Dictionary<string, AttributeValue> values)
    {
        var size = 0;
        foreach (var (name, value) in values) size += Encoding.UTF8.GetByteCount(name) + Size(value);
        return size;
    }

    public static int Size(AttributeValue value)
    {
        var size = 0;
        switch (value.Kind)
        {
            case AttributeKind.S: return Encoding.UTF8.GetByteCount(value.Text);
            case AttributeKind.N: return DynamoNumber.Size(value.Bytes);
            case AttributeKind.B: return value.Bytes.Length;
            case AttributeKind.SS:
                foreach (var text in value.Texts) size += Encoding.UTF8.GetByteCount(text);
                return size;
            case AttributeKind.NS:
                foreach (var number in value.ByteSet) size += DynamoNumber.Size(number);
                return size;
            case AttributeKind.BS:
                foreach (var bytes in value.ByteSet) size += bytes.Length;
                return size;
            // AWS: a list or map costs three bytes and one for each element (Item sizes and formats).
            case AttributeKind.L:
                foreach (var item in value.List) size += 1 + Size(item);
                return size + 3;
            case AttributeKind.M: return 3 + value.Map.Count + Size(value.Map.Values);
            default: return 1;
        }
    }
}
