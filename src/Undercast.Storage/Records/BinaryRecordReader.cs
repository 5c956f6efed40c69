using System.Buffers.Binary;
using System.Text;

namespace Undercast.Storage;

/// <summary>Takes the fields that <see cref="BinaryRecordWriter"/> wrote, in the same order.</summary>
/// <remarks>Every read is bounds-checked: damaged bytes give <see cref="StoreCorruptException"/>, never a wild allocation.</remarks>
public ref struct BinaryRecordReader
{
    private readonly ReadOnlyMemory<byte> _stored;
    private int _at;

    /// <summary>Begins at the version byte.</summary>
    public BinaryRecordReader(ReadOnlyMemory<byte> stored)
    {
        _stored = stored;
        Version = Byte();
    }

    /// <summary>The version of the stored record.</summary>
    public byte Version { get; }

    /// <summary>Whether every field has been taken. Later versions may append fields.</summary>
    public readonly bool AtEnd => _at == _stored.Length;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1).Span[0];

    /// <summary>A truth value.</summary>
    public bool Bool() => Byte() switch { 0 => false, 1 => true, _ => throw Damaged() };

    /// <summary>An unsigned number.</summary>
    public ulong UInt64()
    {
        var span = _stored.Span[_at..];
        ulong value = 0;
        for (var i = 0; i < 10 && i < span.Length; i++)
        {
            value |= (ulong)(span[i] & 0x7F) << (7 * i);
            if (span[i] >= 0x80) continue;
            if (i == 9 && span[i] > 1) break;
            _at += i + 1;
            return value;
        }
        throw Damaged();
    }

    /// <summary>A signed number.</summary>
    public long Int64()
    {
        var bits = UInt64();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    /// <summary>A signed number of 32 bits.</summary>
    public int Int32()
    {
        var value = Int64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Damaged();
    }

    /// <summary>A floating-point number.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8).Span);

    /// <summary>A moment.</summary>
    public DateTimeOffset Time()
    {
        var milliseconds = Int64();
        return milliseconds is >= -62135596800000 and <= 253402300799999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : throw Damaged();
    }

    /// <summary>Text.</summary>
    public string String() => Encoding.UTF8.GetString(Take(Length()).Span);

    /// <summary>Text or null.</summary>
    public string? OptionalString() => Bool() ? String() : null;

    /// <summary>A number or null.</summary>
    public long? OptionalInt64() => Bool() ? Int64() : null;

    /// <summary>A moment or null.</summary>
    public DateTimeOffset? OptionalTime() => Bool() ? Time() : null;

    /// <summary>Bytes: a slice of what is stored, not a copy.</summary>
    public ReadOnlyMemory<byte> Bytes() => Take(Length());

    /// <summary>Bytes or null.</summary>
    public ReadOnlyMemory<byte>? OptionalBytes() => Bool() ? Bytes() : default(ReadOnlyMemory<byte>?);

    /// <summary>A map of text to text.</summary>
    public Dictionary<string, string> StringMap()
    {
        var count = Length();
        var map = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = String();
            map[key] = String();
        }
        return map;
    }

    /// <summary>A list of text.</summary>
    public string[] StringList()
    {
        var list = new string[Length()];
        for (var i = 0; i < list.Length; i++) list[i] = String();
        return list;
    }

    // A length or count never exceeds what is left, since every item takes a byte at least.
    private int Length()
    {
        var length = UInt64();
        return length <= (ulong)(_stored.Length - _at) ? (int)length : throw Damaged();
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (_stored.Length - _at < count) throw Damaged();
        var taken = _stored.Slice(_at, count);
        _at += count;
        return taken;
    }

    private readonly StoreCorruptException Damaged() => new($"A stored record of {_stored.Length} bytes cannot be read at byte {_at}.");
}
