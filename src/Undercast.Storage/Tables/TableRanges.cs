namespace Undercast.Storage;

/// <summary>Ranges over the first elements of keys, shared by tables and indexes.</summary>
internal static class TableRanges
{
    public static KeyRange Prefix(byte[] name, ReadOnlySpan<TupleElement> elements) => KeyRange.Prefix(Encode(name, elements));

    public static KeyRange TextPrefix(byte[] name, ReadOnlySpan<TupleElement> elements)
    {
        // Without the end mark the text goes on.
        var encoded = Encode(name, elements);
        if (elements.IsEmpty || encoded[^1] != TupleTag.End) throw new ArgumentException("The last element must be text.", nameof(elements));
        return KeyRange.Prefix(encoded.AsMemory(0, encoded.Length - 1));
    }

    public static KeyRange UpTo(byte[] name, ReadOnlySpan<TupleElement> elements)
    {
        if (elements.IsEmpty) throw new ArgumentException("The last element is the bound.", nameof(elements));
        return new KeyRange(Encode(name, elements[..^1]), KeyRange.After(Encode(name, elements)));
    }

    public static KeyRange From(byte[] name, ReadOnlySpan<TupleElement> elements)
    {
        if (elements.IsEmpty) throw new ArgumentException("The last element is the bound.", nameof(elements));
        return new KeyRange(Encode(name, elements), KeyRange.After(Encode(name, elements[..^1])));
    }

    private static byte[] Encode(byte[] name, ReadOnlySpan<TupleElement> elements)
    {
        var w = new TupleWriter(stackalloc byte[256]);
        w.Encoded(name);
        foreach (var element in elements) element.Write(ref w);
        return w.ToArray();
    }
}

/// <summary>The rule for stored names.</summary>
internal static class TableName
{
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-'))
                throw new ArgumentException($"The stored name '{name}' may hold lower-case letters, digits, dots and hyphens.", nameof(name));
        }
    }

    public static byte[] Encode(string name)
    {
        var w = new TupleWriter(stackalloc byte[128]);
        w.String(name);
        return w.ToArray();
    }
}
