using System.Globalization;

namespace Undercast.S3;

/// <summary>A range of an object's bytes.</summary>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>Reads a Range header; null where it asks for several ranges or is no range of bytes, for then the whole object is sent.</summary>
    public static ByteRange? Read(string? header, long size)
    {
        const string unit = "bytes=";
        if (header is null || !header.StartsWith(unit, StringComparison.OrdinalIgnoreCase)) return null;
        var dash = header.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return null;
        var first = header.AsSpan()[unit.Length..dash].Trim();
        var last = header.AsSpan()[(dash + 1)..].Trim();
        long end;
        if (first.IsEmpty)
        {
            if (!TryRead(last, out var suffix)) return null;
            if (suffix == 0 || size == 0) throw new InvalidRange(header, size);
            return new ByteRange(Math.Max(0, size - suffix), Math.Min(size, suffix));
        }
        if (!TryRead(first, out var start)) return null;
        if (last.IsEmpty) end = size - 1;
        else if (!TryRead(last, out end) || end < start) return null;
        if (start >= size) throw new InvalidRange(header, size);
        return new ByteRange(start, Math.Min(end, size - 1) - start + 1);
    }

    public string ContentRange(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Offset}-{Offset + Length - 1}/{size}");

    private static bool TryRead(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
