using System.Buffers.Binary;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol;

// RFC 8949: an item is a head (3 bits of major type, 5 of argument, up to 8 bytes more) and what the head announces.
//
//   0 unsigned   1 negative   2 bytes   3 text   4 array   5 map   6 tag   7 simple and float
//   argument 31: indefinite length, ended by 0xFF

/// <summary>A position in CBOR bytes. Lengths are checked against what is left before anything is allocated.</summary>
internal ref struct CborInput(ReadOnlySpan<byte> bytes)
{
    public const int MaxDepth = 64;
    private const byte Break = 0xFF;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool IsAtEnd => _at >= _bytes.Length;

    /// <summary>The major type of the next item.</summary>
    public readonly int Major => Peek() >> 5;

    public readonly byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw WireFaults.Malformed();

    /// <summary>Ends an item of indefinite length where its end is reached.</summary>
    public bool TryBreak()
    {
        if (Peek() != Break) return false;
        _at++;
        return true;
    }

    public bool TryNull()
    {
        // AWS: undefined is read as null (Smithy rpcv2Cbor).
        if (Peek() is not (0xF6 or 0xF7)) return false;
        _at++;
        return true;
    }

    /// <summary>The tag that precedes the next item, or -1.</summary>
    public long ReadTag()
    {
        if (Major != 6) return -1;
        return checked((long)Argument(ReadByte()));
    }

    public void SkipTags()
    {
        for (var i = 0; Major == 6; i++)
        {
            if (i == MaxDepth) throw WireFaults.Malformed();
            Argument(ReadByte());
        }
    }

    /// <summary>Enters an array or map; the count, or -1 for indefinite length.</summary>
    public int Begin(int major, string found)
    {
        SkipTags();
        var head = ReadByte();
        if (head >> 5 != major) throw WireFaults.Serialization($"{found} expected.");
        if ((head & 31) == 31) return -1;
        var count = Argument(head);
        // Every element takes at least one byte, every entry two.
        var least = major == 5 ? 2 : 1;
        return count <= (ulong)((_bytes.Length - _at) / least) ? (int)count : throw WireFaults.Malformed();
    }

    public bool ReadBoolean()
    {
        SkipTags();
        return ReadByte() switch { 0xF5 => true, 0xF4 => false, _ => throw WireFaults.Serialization("A Boolean expected.") };
    }

    public long ReadInteger(long min, long max)
    {
        SkipTags();
        var head = ReadByte();
        if (head >> 5 > 1) throw WireFaults.Serialization("An integer expected.");
        var argument = Argument(head);
        if (argument > long.MaxValue) throw WireFaults.Serialization("The number is out of range.");
        var value = head >> 5 == 0 ? (long)argument : -1 - (long)argument;
        return value >= min && value <= max ? value : throw WireFaults.Serialization("The number is out of range.");
    }

    public double ReadDouble()
    {
        SkipTags();
        if (Major is 0 or 1) return ReadInteger(long.MinValue, long.MaxValue);
        return ReadByte() switch
        {
            0xF9 => (double)BinaryPrimitives.ReadHalfBigEndian(Take(2)),
            0xFA => BinaryPrimitives.ReadSingleBigEndian(Take(4)),
            0xFB => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            _ => throw WireFaults.Serialization("A number expected."),
        };
    }

    public string ReadText()
    {
        SkipTags();
        if (Major != 3) throw WireFaults.Serialization("A String expected.");
        try
        {
            return StrictUtf8.GetString(ReadChunks(3));
        }
        catch (DecoderFallbackException)
        {
            throw WireFaults.Serialization("The text is not valid UTF-8.");
        }
    }

    public byte[] ReadBytes()
    {
        SkipTags();
        return Major == 2 ? ReadChunks(2).ToArray() : throw WireFaults.Serialization("A Blob expected.");
    }

    /// <summary>The bytes of a text or byte string; those of one in chunks are put together.</summary>
    public ReadOnlySpan<byte> ReadChunks(int major)
    {
        var head = ReadByte();
        if (head >> 5 != major) throw WireFaults.Malformed();
        if ((head & 31) != 31) return Take(Argument(head));
        var joined = new List<byte>();
        while (!TryBreak())
        {
            var chunk = ReadByte();
            if (chunk >> 5 != major || (chunk & 31) == 31) throw WireFaults.Malformed();
            joined.AddRange(Take(Argument(chunk)));
        }
        return joined.ToArray();
    }

    /// <summary>Passes over one item.</summary>
    public void Skip(int depth)
    {
        if (depth > MaxDepth) throw WireFaults.Serialization("The request nests too deep.");
        SkipTags();
        var major = Major;
        switch (major)
        {
            case 2 or 3:
                ReadChunks(major);
                break;
            case 4 or 5:
                var count = Begin(major, "");
                for (var i = 0; count < 0 ? !TryBreak() : i < count; i++)
                {
                    if (major == 5) Skip(depth + 1);
                    Skip(depth + 1);
                }
                break;
            default:
                var head = ReadByte();
                // Argument 24 of major type 7 is a simple value in the next byte; 25 to 27 are floats.
                if (head == Break) throw WireFaults.Malformed();
                Argument(head);
                break;
        }
    }

    private byte ReadByte()
    {
        var value = Peek();
        _at++;
        return value;
    }

    private ulong Argument(byte head) => (head & 31) switch
    {
        var small and < 24 => (ulong)small,
        24 => Take(1)[0],
        25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
        _ => throw WireFaults.Malformed(),
    };

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_bytes.Length - _at)) throw WireFaults.Malformed();
        var taken = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return taken;
    }
}
