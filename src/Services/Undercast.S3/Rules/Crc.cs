using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undercast.S3;

/// <summary>A reflected CRC of 32 or 64 bits whose register starts and ends inverted.</summary>
internal sealed class Crc
{
    public static readonly Crc Crc32 = new(32, 0xEDB8_8320);
    public static readonly Crc Crc32C = new(32, 0x82F6_3B78);
    public static readonly Crc Crc64Nvme = new(64, 0x9A6C_9329_AC4B_C9B5);

    private readonly int _width;
    private readonly ulong _polynomial;
    private readonly ulong _mask;

    // Eight tables: the effect of a byte that is followed by 0 to 7 others.
    private readonly ulong[] _tables = new ulong[8 * 256];

    // Multipliers that carry 128 bits 512 or 128 places on: x^(distance + 63) for the low half, x^(distance - 1) for the high one. One power less than the
    // places, since the product of two reflected numbers is reflected and shifted by one.
    private readonly Vector128<ulong> _by512, _by128;

    private Crc(int width, ulong polynomial)
    {
        _width = width;
        _polynomial = polynomial;
        _mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        for (var i = 0; i < 256; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ polynomial : value >> 1;
            _tables[i] = value;
        }
        _by512 = Vector128.Create(Power(512 + 63), Power(512 - 1));
        _by128 = Vector128.Create(Power(128 + 63), Power(128 - 1));
        for (var i = 256; i < _tables.Length; i++) _tables[i] = (_tables[i - 256] >> 8) ^ _tables[_tables[i - 256] & 0xFF];
    }

    /// <summary>The register before the first byte.</summary>
    public ulong Start => _mask;

    public int Bytes => _width / 8;

    public ulong Update(ulong register, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 128 && Pclmulqdq.IsSupported)
        {
            Span<byte> folded = stackalloc byte[16];
            var blocks = bytes[..(bytes.Length & ~63)];
            Fold(register, blocks, folded);
            register = Look(0, folded);
            bytes = bytes[blocks.Length..];
        }
        return Look(register, bytes);
    }

    /// <summary>Folds all whole blocks of 64 bytes into 16 that leave the same remainder ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009).</summary>
    private void Fold(ulong register, ReadOnlySpan<byte> bytes, Span<byte> folded)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var (a, b, c, d) = (blocks[0] ^ Vector128.CreateScalar(register), blocks[1], blocks[2], blocks[3]);
        for (var i = 4; i < blocks.Length; i += 4)
        {
            a = Carry(a, _by512) ^ blocks[i];
            b = Carry(b, _by512) ^ blocks[i + 1];
            c = Carry(c, _by512) ^ blocks[i + 2];
            d = Carry(d, _by512) ^ blocks[i + 3];
        }
        var whole = Carry(Carry(Carry(a, _by128) ^ b, _by128) ^ c, _by128) ^ d;
        MemoryMarshal.Write(folded, in whole);
    }

    private static Vector128<ulong> Carry(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    /// <summary>x to a power, modulo the polynomial, in the upper bits of 64.</summary>
    private ulong Power(int exponent)
    {
        var value = 1UL << (_width - 1);
        for (var i = 0; i < exponent; i++) value = (value & 1) != 0 ? (value >> 1) ^ _polynomial : value >> 1;
        return value << (64 - _width);
    }

    private ulong Look(ulong register, ReadOnlySpan<byte> bytes)
    {
        var t = _tables.AsSpan();
        while (bytes.Length >= 8)
        {
            var v = register ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            register = t[(7 * 256) + (int)(v & 0xFF)] ^ t[(6 * 256) + (int)((v >> 8) & 0xFF)] ^ t[(5 * 256) + (int)((v >> 16) & 0xFF)] ^ t[(4 * 256) + (int)((v >> 24) & 0xFF)]
                ^ t[(3 * 256) + (int)((v >> 32) & 0xFF)] ^ t[(2 * 256) + (int)((v >> 40) & 0xFF)] ^ t[256 + (int)((v >> 48) & 0xFF)] ^ t[(int)(v >> 56)];
            bytes = bytes[8..];
        }
        foreach (var b in bytes) register = (register >> 8) ^ t[(int)((register ^ b) & 0xFF)];
        return register;
    }

    /// <summary>The checksum of what the register has seen.</summary>
    public ulong End(ulong register) => register ^ _mask;

    /// <summary>The checksum of two runs of bytes in a row, from their own checksums and the length of the second.</summary>
    public ulong Combine(ulong first, ulong second, long secondLength)
    {
        // Appending a zero byte multiplies by x^8 modulo the polynomial.
        var top = 1UL << (_width - 1);
        var power = top >> 8;
        var shift = top;
        for (var n = secondLength; n > 0; n >>= 1)
        {
            if ((n & 1) != 0) shift = Multiply(shift, power);
            power = Multiply(power, power);
        }
        return Multiply(shift, first) ^ second;
    }

    private ulong Multiply(ulong a, ulong b)
    {
        ulong product = 0;
        for (var bit = 1UL << (_width - 1); bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0) product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ _polynomial : b >> 1;
        }
        return product;
    }
}
