using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Undercast.Cognito;

/// <summary>Powers modulo one odd number of 64-bit words, many times faster than <see cref="BigInteger.ModPow"/> because nothing is divided or allocated on the way.</summary>
/// <remarks>
/// Montgomery's form: every number is kept times R = 2^(64·words), so that a product is brought below the modulus by additions alone. What is done depends on the length
/// of exponents, never on their bits; the tables of powers are read at places that do.
/// </remarks>
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
        var powers = new ulong[(1 << Window) * _words];
        Span<ulong> scratch = stackalloc ulong[(2 * _words) + 1];
        Span<ulong> Power(int i) => powers.AsSpan(i * _words, _words);
        _one.CopyTo(Power(0));
        Enter(value).CopyTo(Power(1));
        for (var i = 2; i < 1 << Window; i++) Multiply(Power(i - 1), Power(1), Power(i), scratch);
        Span<ulong> result = stackalloc ulong[_words];
        _one.CopyTo(result);
        foreach (var two in exponent.ToByteArray(isUnsigned: true, isBigEndian: true))
        {
            for (var half = 4; half >= 0; half -= 4)
            {
                for (var i = 0; i < Window; i++) Multiply(result, result, result, scratch);
                Multiply(result, Power((two >> half) & 15), result, scratch);
            }
        }
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(powers.AsSpan()));
        return Leave(result, scratch);
    }

    /// <summary>What makes powers of one value quick: of each byte-wide comb of the exponent's bits, the product of the powers that it names.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bits">The longest exponent, a multiple of eight.</param>
    public FixedBase Fixed(BigInteger value, int bits) => new(this, value, bits / 8);

    private ulong[] Enter(BigInteger value) => Words(value % _modulus * _r % _modulus);

    private BigInteger Leave(Span<ulong> number, Span<ulong> scratch)
    {
        Span<ulong> unit = stackalloc ulong[_words];
        unit.Clear();
        unit[0] = 1;
        Multiply(number, unit, number, scratch);
        var little = new byte[8 * _words];
        for (var i = 0; i < _words; i++) BinaryPrimitives.WriteUInt64LittleEndian(little.AsSpan(8 * i), number[i]);
        return new BigInteger(little, isUnsigned: true);
    }

    /// <summary>a·b/R modulo n; <paramref name="into"/> may be either.</summary>
    private void Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into, Span<ulong> scratch)
    {
        var words = _words;
        // References spare the loops their checks of bounds; these two lines are what they rest on.
        ArgumentOutOfRangeException.ThrowIfNotEqual((a.Length, b.Length, into.Length), (words, words, words));
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, (2 * words) + 1);
        ref var t = ref MemoryMarshal.GetReference(scratch);
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var n = ref MemoryMarshal.GetReference((ReadOnlySpan<ulong>)_n);
        scratch[..((2 * words) + 1)].Clear();
        ulong top = 0;
        for (var i = 0; i < words; i++)
        {
            // One word of a on, and one word of the sum gone, in one pass: two chains of carries that do not wait for each other.
            ref var row = ref Unsafe.Add(ref t, i);
            var factor = Unsafe.Add(ref x, i);
            var high = Math.BigMul(factor, y, out var low);
            low += row;
            high += low < row ? 1UL : 0;
            var quotient = low * _inverse;
            var carry = Math.BigMul(quotient, n, out var gone);
            gone += low;
            carry += gone < low ? 1UL : 0;
            for (var j = 1; j < words; j++)
            {
                ref var place = ref Unsafe.Add(ref row, j);
                var old = place;
                var productHigh = Math.BigMul(factor, Unsafe.Add(ref y, j), out var product);
                product += high;
                productHigh += product < high ? 1UL : 0;
                product += old;
                productHigh += product < old ? 1UL : 0;
                high = productHigh;
                var reducedHigh = Math.BigMul(quotient, Unsafe.Add(ref n, j), out var reduced);
                reduced += carry;
                reducedHigh += reduced < carry ? 1UL : 0;
                reduced += product;
                reducedHigh += reduced < product ? 1UL : 0;
                carry = reducedHigh;
                place = reduced;
            }
            var sum = high + carry;
            var over = sum < high ? 1UL : 0;
            sum += top;
            over += sum < top ? 1UL : 0;
            Unsafe.Add(ref row, words) = sum;
            top = over;
        }
        // Once more below n. The subtraction is always done, and kept or not.
        ref var result = ref Unsafe.Add(ref t, words);
        ulong borrow = 0;
        for (var j = 0; j < words; j++)
        {
            var from = Unsafe.Add(ref result, j);
            var less = from - Unsafe.Add(ref n, j);
            var next = from < Unsafe.Add(ref n, j) ? 1UL : 0;
            var difference = less - borrow;
            next += less < borrow ? 1UL : 0;
            Unsafe.Add(ref t, j) = difference;
            borrow = next;
        }
        var keep = 0 - (top >= borrow ? 1UL : 0);
        for (var j = 0; j < words; j++) into[j] = (Unsafe.Add(ref t, j) & keep) | (Unsafe.Add(ref result, j) & ~keep);
    }

    private ulong[] Words(BigInteger number)
    {
        var bytes = new byte[8 * _words];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        var words = new ulong[_words];
        for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i));
        return words;
    }

    /// <summary>Powers of one value. The exponent's bits stand in eight rows of <c>length</c> bits; a column of them names one of 256 products, so that a power is one squaring and one product for each column.</summary>
    internal sealed class FixedBase
    {
        private readonly Montgomery _of;
        private readonly int _length;
        private readonly ulong[][] _products = new ulong[256][];

        public FixedBase(Montgomery of, BigInteger value, int length)
        {
            (_of, _length) = (of, length);
            Span<ulong> scratch = stackalloc ulong[(2 * of._words) + 1];
            _products[0] = of._one;
            _products[1] = of.Enter(value);
            for (var row = 1; row < 8; row++)
            {
                var power = (ulong[])_products[1 << (row - 1)].Clone();
                for (var i = 0; i < length; i++) of.Multiply(power, power, power, scratch);
                _products[1 << row] = power;
                for (var rest = 1; rest < 1 << row; rest++) of.Multiply(power, _products[rest], _products[(1 << row) | rest] = new ulong[of._words], scratch);
            }
        }

        /// <summary>The value to the power of an exponent, which is big-endian.</summary>
        public BigInteger Pow(ReadOnlySpan<byte> exponent)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent.Length, _length);
            Span<byte> bits = stackalloc byte[_length];
            bits.Clear();
            exponent.CopyTo(bits[(_length - exponent.Length)..]);
            Span<ulong> scratch = stackalloc ulong[(2 * _of._words) + 1];
            Span<ulong> result = stackalloc ulong[_of._words];
            _of._one.CopyTo(result);
            for (var column = _length - 1; column >= 0; column--)
            {
                _of.Multiply(result, result, result, scratch);
                var index = 0;
                for (var row = 0; row < 8; row++)
                {
                    var bit = (row * _length) + column;
                    index |= ((bits[_length - 1 - (bit / 8)] >> (bit % 8)) & 1) << row;
                }
                _of.Multiply(result, _products[index], result, scratch);
            }
            CryptographicOperations.ZeroMemory(bits);
            return _of.Leave(result, scratch);
        }
    }
}
