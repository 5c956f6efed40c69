using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Undercast.Iam;

/// <summary>Draws text as a QR code (ISO/IEC 18004): bytes, version 10, error correction L, mask 0.</summary>
/// <remarks>One version is enough: it holds 271 bytes, and what is drawn is an address of at most some 250.</remarks>
internal static class QrCode
{
    private const int Version = 10;
    private const int Side = 17 + (4 * Version);
    private const int Capacity = 271;
    private const int Scale = 4;
    private const int Quiet = 4;

    // Version 10 L: two blocks of 68 bytes and two of 69, each with 18 bytes of correction.
    private static readonly int[] Blocks = [68, 68, 69, 69];
    private const int Correction = 18;
    private static readonly int[] Alignment = [6, 28, 50];

    public static byte[] Png(string text) => Encode(Modules(text));

    /// <summary>The modules, true for dark, row by row.</summary>
    public static bool[,] Modules(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Capacity);
        var modules = new bool[Side, Side];
        var isFunction = new bool[Side, Side];
        DrawFunctions(modules, isFunction);
        DrawCodewords(modules, isFunction, Codewords(bytes));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++) modules[y, x] ^= !isFunction[y, x] && (x + y) % 2 == 0;
        }
        return modules;
    }

    private static byte[] Codewords(byte[] text)
    {
        var content = new byte[Blocks.Sum()];
        var position = 0;
        void Put(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--, position++) content[position >> 3] |= (byte)(((value >> i) & 1) << (7 - (position & 7)));
        }
        Put(0b0100, 4);
        Put(text.Length, 16);
        foreach (var b in text) Put(b, 8);
        Put(0, Math.Min(4, (content.Length * 8) - position));
        for (int i = (position + 7) / 8, pad = 0xEC; i < content.Length; i++, pad ^= 0xEC ^ 0x11) content[i] = (byte)pad;

        var start = 0;
        var parts = Blocks.Select(length =>
        {
            var part = content[start..(start + length)];
            start += length;
            return (Content: part, Correction: Remainder(part));
        }).ToArray();
        // Interleaved: the first byte of each block, then the second …
        return
        [
            .. Enumerable.Range(0, Blocks.Max()).SelectMany(i => parts.Where(p => i < p.Content.Length).Select(p => p.Content[i])),
            .. Enumerable.Range(0, Correction).SelectMany(i => parts.Select(p => p.Correction[i])),
        ];
    }

    private static byte[] Remainder(byte[] content)
    {
        var divisor = new byte[Correction];
        divisor[^1] = 1;
        byte root = 1;
        for (var i = 0; i < Correction; i++, root = Multiply(root, 2))
        {
            for (var j = 0; j < Correction; j++) divisor[j] = (byte)(Multiply(divisor[j], root) ^ (j + 1 < Correction ? divisor[j + 1] : 0));
        }
        var rest = new byte[Correction];
        foreach (var b in content)
        {
            var factor = (byte)(b ^ rest[0]);
            for (var i = 0; i < Correction; i++) rest[i] = (byte)((i + 1 < Correction ? rest[i + 1] : 0) ^ Multiply(divisor[i], factor));
        }
        return rest;
    }

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--) product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((b >> i) & 1) * a);
        return (byte)product;
    }

    private static void DrawFunctions(bool[,] modules, bool[,] isFunction)
    {
        void Set(int x, int y, bool dark)
        {
            if (x is < 0 or >= Side || y is < 0 or >= Side) return;
            modules[y, x] = dark;
            isFunction[y, x] = true;
        }
        void Square(int cx, int cy, int radius, Func<int, bool> dark)
        {
            for (var dy = -radius; dy <= radius; dy++)
            {
                for (var dx = -radius; dx <= radius; dx++) Set(cx + dx, cy + dy, dark(Math.Max(Math.Abs(dx), Math.Abs(dy))));
            }
        }
        for (var i = 0; i < Side; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }
        foreach (var (x, y) in ((int, int)[])[(3, 3), (Side - 4, 3), (3, Side - 4)]) Square(x, y, 4, static away => away is not (2 or 4));
        foreach (var x in Alignment)
        {
            foreach (var y in Alignment)
            {
                if ((x, y) is not ((6, 6) or (6, 50) or (50, 6))) Square(x, y, 2, static away => away != 1);
            }
        }
        // Format: level L (01), mask 0, with its correction bits; twice.
        var format = Corrected(0b01 << 3, 10, 0x537) ^ 0x5412;
        bool Format(int i) => ((format >> i) & 1) != 0;
        for (var i = 0; i <= 5; i++) Set(8, i, Format(i));
        Set(8, 7, Format(6));
        Set(8, 8, Format(7));
        Set(7, 8, Format(8));
        for (var i = 9; i < 15; i++) Set(14 - i, 8, Format(i));
        for (var i = 0; i < 8; i++) Set(Side - 1 - i, 8, Format(i));
        for (var i = 8; i < 15; i++) Set(8, Side - 15 + i, Format(i));
        Set(8, Side - 8, true);
        // Version, likewise.
        var version = Corrected(Version, 12, 0x1F25);
        for (var i = 0; i < 18; i++)
        {
            var dark = ((version >> i) & 1) != 0;
            Set(Side - 11 + (i % 3), i / 3, dark);
            Set(i / 3, Side - 11 + (i % 3), dark);
        }
    }

    private static int Corrected(int value, int bits, int polynomial)
    {
        var rest = value << bits;
        while (32 - BitOperations.LeadingZeroCount((uint)rest) > bits) rest ^= polynomial << (31 - BitOperations.LeadingZeroCount((uint)rest) - bits);
        return (value << bits) | rest;
    }

    private static void DrawCodewords(bool[,] modules, bool[,] isFunction, byte[] words)
    {
        var next = 0;
        for (var right = Side - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var i = 0; i < Side; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    var (x, y) = (right - j, ((right + 1) & 2) == 0 ? Side - 1 - i : i);
                    if (isFunction[y, x] || next >= words.Length * 8) continue;
                    modules[y, x] = ((words[next >> 3] >> (7 - (next & 7))) & 1) != 0;
                    next++;
                }
            }
        }
    }

    // One bit a pixel, 0 for black.
    private static byte[] Encode(bool[,] modules)
    {
        const int Pixels = (Side + (2 * Quiet)) * Scale;
        const int Stride = 1 + ((Pixels + 7) / 8);
        var raw = new byte[Pixels * Stride];
        for (var y = 0; y < Pixels; y++)
        {
            for (var x = 0; x < Pixels; x++)
            {
                var (mx, my) = ((x / Scale) - Quiet, (y / Scale) - Quiet);
                var dark = mx is >= 0 and < Side && my is >= 0 and < Side && modules[my, mx];
                if (!dark) raw[(y * Stride) + 1 + (x >> 3)] |= (byte)(0x80 >> (x & 7));
            }
        }
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(raw);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Pixels);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Pixels);
        header[8] = 1;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
