using System.Buffers.Binary;
using System.Numerics;

namespace Undercast.Cognito;

/// <summary>Powers modulo one odd number of 64-bit words, several times faster than <see cref="BigInteger.ModPow"/> because nothing is divided or allocated on the way.</summary>
/// <remarks>Montgomery's form: every number is kept times R = 2^(64·words), so that a product is brought below the modulus by additions alone.</remarks>
internal sealed class Montgomery
{
    private const int Window = 4;
    private readonly BigInteger _modulus;
    private readonly int _words;
    private readonly ulong[] _n;
    private readonly ulong[] _one;
    private readonly BigInteger _r;
    private readonly ulong _inverse;

    public Montgomery(BigInteger modulus)
    {
        _modulus = modulus;
        _words = (int)((modulus.GetBitLength() + 63) / 64);
        _r = BigInteger.One << (64 * _words);
        _n = Words(modulus);
        _one = Words(_r % modulus);
        // Newton: each step doubles the bits of -1/n modulo 2^64 that are right.
        var inverse = 1UL;
        for (var i = 0; i < 6; i++) inverse *= 2 - (_n[0] * inverse);
        _inverse = 0 - inverse;
    }

    /// <summary><paramref name="value"/> to the power of <paramref name="exponent"/>. Every window costs the same, whatever its bits.</summary>
    public BigInteger Pow(BigInteger value, BigInteger exponent)
    {
        var powers = new ulong[1 << Window][];
        powers[0] = _one;
        powers[1] = Words(value % _modulus * _r % _modulus);
        Span<ulong> scratch = new ulong[_words + 2];
        for (var i = 2; i < powers.Length; i++) Multiply(powers[i - 1], powers[1], powers[i] = new ulong[_words], scratch);
        var bytes = exponent.ToByteArray(isUnsigned: true, isBigEndian: true);
        var result = (ulong[])_one.Clone();
        foreach (var two in bytes)
        {
            foreach (var digit in (ReadOnlySpan<int>)[two >> 4, two & 15])
            {
                for (var i = 0; i < Window; i++) Multiply(result, result, result, scratch);
                Multiply(result, powers[digit], result, scratch);
            }
        }
        var unit = new ulong[_words];
        unit[0] = 1;
        Multiply(result, unit, result, scratch);
        var little = new byte[8 * _words];
        for (var i = 0; i < _words; i++) BinaryPrimitives.WriteUInt64LittleEndian(little.AsSpan(8 * i), result[i]);
        return new BigInteger(little, isUnsigned: true);
    }

    /// <summary>a·b/R modulo n; <paramref name="into"/> may be either.</summary>
    private void Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into, Span<ulong> t)
    {
        t.Clear();
        var words = _words;
        ReadOnlySpan<ulong> n = _n;
        for (var i = 0; i < words; i++)
        {
            ulong carry = 0;
            var factor = a[i];
            for (var j = 0; j < words; j++) t[j] = Add(factor, b[j], t[j], ref carry);
            var sum = (UInt128)t[words] + carry;
            t[words] = (ulong)sum;
            t[words + 1] = (ulong)(sum >> 64);

            carry = 0;
            factor = t[0] * _inverse;
            Add(factor, n[0], t[0], ref carry);
            for (var j = 1; j < words; j++) t[j - 1] = Add(factor, n[j], t[j], ref carry);
            sum = (UInt128)t[words] + carry;
            t[words - 1] = (ulong)sum;
            t[words] = t[words + 1] + (ulong)(sum >> 64);
        }
        // Once more below n. The subtraction is always done, and kept or not.
        Span<ulong> less = stackalloc ulong[words];
        ulong borrow = 0;
        for (var j = 0; j < words; j++)
        {
            var difference = (UInt128)t[j] - n[j] - borrow;
            less[j] = (ulong)difference;
            borrow = (ulong)(difference >> 64) & 1;
        }
        var keep = 0 - (ulong)(t[words] >= borrow ? 1 : 0);
        for (var j = 0; j < words; j++) into[j] = (less[j] & keep) | (t[j] & ~keep);
    }

    /// <summary>x·y + z + carry: the low word, and the high one as the next carry.</summary>
    private static ulong Add(ulong x, ulong y, ulong z, ref ulong carry)
    {
        var high = Math.BigMul(x, y, out var low);
        low += z;
        if (low < z) high++;
        low += carry;
        if (low < carry) high++;
        carry = high;
        return low;
    }

    private ulong[] Words(BigInteger number)
    {
        var bytes = new byte[8 * _words];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        var words = new ulong[_words];
        for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i));
        return words;
    }
}
