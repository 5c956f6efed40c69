using System.Buffers.Binary;
using System.Text;

namespace Undercast.Cognito;

/// <summary>Reads the little of CBOR (RFC 8949) that authenticators write: whole numbers, texts, bytes, lists, maps and simple values, of a known length each.</summary>
/// <remarks>What is nested deeper, counted longer than there are bytes, or of any other form is refused: the bytes come from anywhere.</remarks>
internal ref struct Cbor(ReadOnlySpan<byte> bytes)
{
    private const int Deepest = 8;
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>How many bytes were not read.</summary>
    public readonly int Left => _left.Length;

    /// <summary>The next value: a <see cref="long"/>, <see cref="string"/>, array of bytes, list, map by number or text, <see cref="bool"/>, or null.</summary>
    /// <exception cref="FormatException">It is no such value.</exception>
    public object? Read() => Read(0);

    private object? Read(int depth)
    {
        if (depth > Deepest) throw Malformed();
        var first = Take(1)[0];
        var (kind, length) = (first >> 5, Number(first & 0x1F));
        switch (kind)
        {
            case 0:
                return length <= long.MaxValue ? (long)length : throw Malformed();
            case 1:
                return length <= long.MaxValue ? -1 - (long)length : throw Malformed();
            case 2:
                return Take(length).ToArray();
            case 3:
                return Text(Take(length));
            case 4:
                var list = new List<object?>();
                // Each item is a byte at least, so that a count cannot ask for more than there is.
                for (var left = Fitting(length); left > 0; left--) list.Add(Read(depth + 1));
                return list;
            case 5:
                var map = new Dictionary<object, object?>();
                for (var left = Fitting(length); left > 0; left--)
                {
                    var key = Read(depth + 1);
                    if (key is not (long or string) || !map.TryAdd(key, Read(depth + 1))) throw Malformed();
                }
                return map;
            case 7 when (first & 0x1F) is 20 or 21:
                return (first & 0x1F) == 21;
            case 7 when (first & 0x1F) is 22:
                return null;
            default:
                throw Malformed();
        }
    }

    private ulong Number(int form) => form switch
    {
        < 24 => (ulong)form,
        24 => Take(1)[0],
        25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
        _ => throw Malformed(),
    };

    private readonly ulong Fitting(ulong count) => count <= (ulong)_left.Length ? count : throw Malformed();

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_left.Length) throw Malformed();
        var taken = _left[..(int)count];
        _left = _left[(int)count..];
        return taken;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw Malformed();
        }
    }

    private static FormatException Malformed() => new("Not a value of CBOR that is known here.");
}
