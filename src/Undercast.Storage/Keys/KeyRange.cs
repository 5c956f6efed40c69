namespace Undercast.Storage;

/// <summary>The keys from <paramref name="Start"/> (inclusive) to <paramref name="End"/> (exclusive; empty means: to the last key), in byte order.</summary>
public readonly record struct KeyRange(ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> End)
{
    /// <summary>Every key that starts with <paramref name="prefix"/>, and is longer or equal.</summary>
    public static KeyRange Prefix(ReadOnlyMemory<byte> prefix) => new(prefix, After(prefix));

    /// <summary>The first key in byte order that does not start with <paramref name="prefix"/> and follows it; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> After(ReadOnlyMemory<byte> prefix)
    {
        var end = prefix.ToArray();
        for (var i = end.Length - 1; i >= 0; i--)
        {
            if (end[i] == 0xFF) continue;
            end[i]++;
            return end.AsMemory(0, i + 1);
        }
        return ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>This range without <paramref name="key"/> and what comes before it: the next page.</summary>
    public KeyRange StartingAfter(ReadOnlyMemory<byte> key)
    {
        var next = new byte[key.Length + 1];
        key.Span.CopyTo(next);
        return next.AsSpan().SequenceCompareTo(Start.Span) <= 0 ? this : this with { Start = next };
    }

    /// <summary>This range without what comes before <paramref name="key"/>.</summary>
    public KeyRange StartingAt(ReadOnlyMemory<byte> key) => key.Span.SequenceCompareTo(Start.Span) <= 0 ? this : this with { Start = key };

    /// <summary>This range without <paramref name="key"/> and what comes after it: the next page when reading in reverse.</summary>
    /// <remarks>An empty <paramref name="key"/> is the first possible key, so nothing is left.</remarks>
    public KeyRange EndingBefore(ReadOnlyMemory<byte> key)
    {
        if (key.IsEmpty) return this with { End = Start.IsEmpty ? new byte[1] : Start, Start = Start.IsEmpty ? new byte[1] : Start };
        return !End.IsEmpty && key.Span.SequenceCompareTo(End.Span) >= 0 ? this : this with { End = key };
    }

    /// <summary>Whether <paramref name="key"/> lies in this range.</summary>
    public bool Contains(ReadOnlySpan<byte> key) =>
        key.SequenceCompareTo(Start.Span) >= 0 && (End.IsEmpty || key.SequenceCompareTo(End.Span) < 0);

    /// <summary>Whether no key can lie in this range.</summary>
    public bool IsEmpty => !End.IsEmpty && Start.Span.SequenceCompareTo(End.Span) >= 0;
}
