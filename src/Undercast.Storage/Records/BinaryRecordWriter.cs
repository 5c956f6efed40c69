using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Undercast.Storage;

/// <summary>Writes the fields of a compact record one after the other. The reader takes them in the same order; nothing names them.</summary>
public readonly ref struct BinaryRecordWriter
{
    private readonly IBufferWriter<byte> _output;

    /// <summary>Begins a record with its version byte.</summary>
    public BinaryRecordWriter(IBufferWriter<byte> output, byte version)
    {
        _output = output;
        Byte(version);
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    /// <summary>A truth value.</summary>
    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>An unsigned number in seven-bit groups: one byte up to 127.</summary>
    public void UInt64(ulong value)
    {
        var span = _output.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _output.Advance(length);
    }

    /// <summary>A signed number; small magnitudes are short.</summary>
    public void Int64(long value) => UInt64((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A signed number; small magnitudes are short.</summary>
    public void Int32(int value) => Int64(value);

    /// <summary>A floating-point number in eight bytes.</summary>
    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_output.GetSpan(8), value);
        _output.Advance(8);
    }

    /// <summary>A moment to the millisecond.</summary>
    public void Time(DateTimeOffset value) => Int64(value.ToUnixTimeMilliseconds());

    /// <summary>Text.</summary>
    public void String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var count = Encoding.UTF8.GetByteCount(value);
        UInt64((ulong)count);
        Encoding.UTF8.GetBytes(value, _output.GetSpan(Math.Max(count, 1)));
        _output.Advance(count);
    }

    /// <summary>Text or null.</summary>
    public void OptionalString(string? value)
    {
        Bool(value is not null);
        if (value is not null) String(value);
    }

    /// <summary>A number or null.</summary>
    public void OptionalInt64(long? value)
    {
        Bool(value is not null);
        if (value is { } number) Int64(number);
    }

    /// <summary>A moment or null.</summary>
    public void OptionalTime(DateTimeOffset? value) => OptionalInt64(value?.ToUnixTimeMilliseconds());

    /// <summary>Bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        UInt64((ulong)value.Length);
        _output.Write(value);
    }

    /// <summary>Bytes or null.</summary>
    public void OptionalBytes(ReadOnlyMemory<byte>? value)
    {
        Bool(value is not null);
        if (value is { } bytes) Bytes(bytes.Span);
    }

    /// <summary>A map of text to text.</summary>
    public void StringMap(IReadOnlyDictionary<string, string> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        UInt64((ulong)map.Count);
        foreach (var (key, value) in map)
        {
            String(key);
            String(value);
        }
    }

    /// <summary>A list of text.</summary>
    public void StringList(IReadOnlyCollection<string> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        UInt64((ulong)list.Count);
        foreach (var item in list) String(item);
    }
}
