using System.Buffers.Binary;
using System.Text;

namespace Undercast.Storage;

/// <summary>Takes the elements of a key that <see cref="TupleWriter"/> built.</summary>
/// <remarks>Throws <see cref="StoreCorruptException"/> when the next element is of another kind or is cut off.</remarks>
public ref struct TupleReader(ReadOnlySpan<byte> key)
{
    private ReadOnlySpan<byte> _rest = key;

    /// <summary>Whether all elements have been taken.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>What has not been taken yet, in tuple form.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether the next element is null; takes it if so.</summary>
    public bool TryNull()
    {
        if (_rest.IsEmpty || _rest[0] != TupleTag.Null) return false;
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes a text element.</summary>
    public string String()
    {
        var body = Body(TupleTag.Text, out var escaped);
        return Encoding.UTF8.GetString(escaped ? Unescape(body) : body);
    }

    /// <summary>Takes a byte string.</summary>
    public byte[] Bytes()
    {
        var body = Body(TupleTag.Bytes, out var escaped);
        return escaped ? Unescape(body) : body.ToArray();
    }

    /// <summary>Takes an integer.</summary>
    public long Int64()
    {
        var tag = _rest.IsEmpty ? 0 : _rest[0];
        var count = tag - TupleTag.Zero;
        if (count is < -8 or > 8) throw Unexpected("an integer");
        var negative = count < 0;
        count = Math.Abs(count);
        if (_rest.Length < count + 1) throw Unexpected("an integer");
        Span<byte> big = stackalloc byte[8];
        big.Fill(negative ? (byte)0xFF : (byte)0);
        _rest.Slice(1, count).CopyTo(big[(8 - count)..]);
        _rest = _rest[(count + 1)..];
        var bits = BinaryPrimitives.ReadUInt64BigEndian(big);
        return negative ? -(long)~bits : (long)bits;
    }

    /// <summary>Takes a truth value.</summary>
    public bool Bool()
    {
        var tag = _rest.IsEmpty ? 0 : _rest[0];
        if (tag is not (TupleTag.False or TupleTag.True)) throw Unexpected("a truth value");
        _rest = _rest[1..];
        return tag == TupleTag.True;
    }

    /// <summary>Takes a moment.</summary>
    public DateTimeOffset Time()
    {
        var milliseconds = Int64();
        return milliseconds >= -62135596800000 && milliseconds <= 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new StoreCorruptException("A stored key holds a time out of range.");
    }

    /// <summary>Takes a Guid.</summary>
    public Guid Guid()
    {
        if (_rest.Length < 17 || _rest[0] != TupleTag.Guid) throw Unexpected("a Guid");
        var value = new Guid(_rest.Slice(1, 16), bigEndian: true);
        _rest = _rest[17..];
        return value;
    }

    private ReadOnlySpan<byte> Body(byte tag, out bool escaped)
    {
        if (_rest.IsEmpty || _rest[0] != tag) throw Unexpected(tag == TupleTag.Text ? "text" : "bytes");
        var end = _rest.IndexOf(TupleTag.End);
        if (end < 0) throw Unexpected("an end of element");
        var body = _rest[1..end];
        _rest = _rest[(end + 1)..];
        escaped = body.Contains(TupleTag.Escape);
        return body;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> body)
    {
        var plain = new byte[body.Length];
        var length = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var b = body[i];
            if (b == TupleTag.Escape)
            {
                if (++i >= body.Length) throw new StoreCorruptException("A stored key ends inside an escape.");
                b = (byte)(body[i] - 1);
            }
            plain[length++] = b;
        }
        return plain[..length];
    }

    private readonly StoreCorruptException Unexpected(string wanted) =>
        new($"A stored key does not hold {wanted} where it is read; next bytes: {Convert.ToHexString(_rest[..Math.Min(8, _rest.Length)])}.");
}
