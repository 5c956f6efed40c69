using System.Buffers.Binary;
using System.Text;

namespace Undercast.Storage;

/// <summary>Builds a key whose byte order is the order of its elements, first to last.</summary>
/// <remarks>
/// Start it on a stack buffer; it moves to the heap only for long keys. Elements of different kinds sort as null, false, true, bytes, text, integers, Guid.
/// Text sorts by UTF-8 bytes, which is the order of code points.
/// </remarks>
public ref struct TupleWriter(Span<byte> buffer)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>What has been written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>A copy of what has been written.</summary>
    public readonly byte[] ToArray() => Written.ToArray();

    /// <summary>Appends text.</summary>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, which UTF-8 cannot carry.</exception>
    public void String(string value)
    {
        StringPrefix(value);
        Raw(TupleTag.End);
    }

    /// <summary>Appends the beginning of a text element: the result is a prefix of every key whose text starts with <paramref name="value"/>. Nothing may
    /// follow.</summary>
    public void StringPrefix(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Reserve(StrictUtf8.GetMaxByteCount(value.Length) + 2);
        _buffer[_length++] = TupleTag.Text;
        var start = _length;
        _length += StrictUtf8.GetBytes(value, _buffer[_length..]);
        EscapeFrom(start);
    }

    /// <summary>Appends a byte string.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        BytesPrefix(value);
        Raw(TupleTag.End);
    }

    /// <summary>Appends the beginning of a byte string; nothing may follow.</summary>
    public void BytesPrefix(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length + 2);
        _buffer[_length++] = TupleTag.Bytes;
        var start = _length;
        value.CopyTo(_buffer[_length..]);
        _length += value.Length;
        EscapeFrom(start);
    }

    /// <summary>Appends an integer: one byte for zero, two for a small number, nine at most.</summary>
    public void Int64(long value)
    {
        Reserve(9);
        var magnitude = value < 0 ? (ulong)-value : (ulong)value;
        var count = (64 - System.Numerics.BitOperations.LeadingZeroCount(magnitude) + 7) / 8;
        _buffer[_length++] = (byte)(value < 0 ? TupleTag.Zero - count : TupleTag.Zero + count);
        Span<byte> big = stackalloc byte[8];
        // Complemented, so that among negative numbers of one size the larger magnitude sorts first.
        BinaryPrimitives.WriteUInt64BigEndian(big, value < 0 ? ~magnitude : magnitude);
        big[(8 - count)..].CopyTo(_buffer[_length..]);
        _length += count;
    }

    /// <summary>Appends a truth value; false sorts first.</summary>
    public void Bool(bool value) => Raw(value ? TupleTag.True : TupleTag.False);

    /// <summary>Appends a moment as milliseconds since 1970 in UTC; finer parts are cut off.</summary>
    public void Time(DateTimeOffset value) => Int64(value.ToUnixTimeMilliseconds());

    /// <summary>Appends a Guid in the order of its text form.</summary>
    public void Guid(Guid value)
    {
        Reserve(17);
        _buffer[_length++] = TupleTag.Guid;
        value.TryWriteBytes(_buffer[_length..], bigEndian: true, out _);
        _length += 16;
    }

    /// <summary>Appends the absence of a value; it sorts before every value.</summary>
    public void Null() => Raw(TupleTag.Null);

    /// <summary>Appends bytes that are already in tuple form.</summary>
    public void Encoded(scoped ReadOnlySpan<byte> elements)
    {
        Reserve(elements.Length);
        elements.CopyTo(_buffer[_length..]);
        _length += elements.Length;
    }

    private void Raw(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void EscapeFrom(int start)
    {
        var first = _buffer[start.._length].IndexOfAny(TupleTag.End, TupleTag.Escape);
        if (first < 0) return;
        var plain = _buffer[(start + first).._length].ToArray();
        _length = start + first;
        Reserve(plain.Length * 2);
        foreach (var b in plain)
        {
            if (b <= TupleTag.Escape)
            {
                _buffer[_length++] = TupleTag.Escape;
                _buffer[_length++] = (byte)(b + 1);
            }
            else
            {
                _buffer[_length++] = b;
            }
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count) return;
        var larger = new byte[Math.Max(_buffer.Length * 2, _length + count)];
        Written.CopyTo(larger);
        _buffer = larger;
    }
}
