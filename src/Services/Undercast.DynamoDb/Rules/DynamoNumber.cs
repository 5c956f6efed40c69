using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Undercast.DynamoDb;

/// <summary>Decimal numbers of up to 38 digits, held in bytes whose order is the order of the numbers.</summary>
/// <remarks>
/// <code>
/// zero      80
/// positive  C0, exponent + 130, digit pairs from the most significant one, each + 2
/// negative  40, then the complement of all that, then FF
/// </code>
/// The exponent is that of the first digit. Trailing zeros are dropped, so equal numbers have equal bytes. Stored: never change it.
/// </remarks>
internal static class DynamoNumber
{
    private const int MaxDigits = 38, MaxExponent = 125, MinExponent = -130;
    private const byte Zero = 0x80, Positive = 0xC0, Negative = 0x40;
    private static readonly byte[] ZeroBytes = [Zero];

    public const string Overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    public const string Underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    public const string TooManyDigits = "Attempting to store more than 38 significant digits in a Number";

    /// <summary>Reads a number as AWS does; otherwise tells AWS's reason.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? encoded, [NotNullWhen(false)] out string? fault)
    {
        encoded = null;
        if (text.Length == 0)
        {
            fault = "The parameter cannot be converted to a numeric value";
            return false;
        }
        Span<byte> digits = text.Length <= 256 ? stackalloc byte[text.Length] : new byte[text.Length];
        if (!Scan(text, digits, out var count, out var exponent, out var negative))
        {
            fault = $"The parameter cannot be converted to a numeric value: {text}";
            return false;
        }
        return TryEncode(digits[..count], exponent, negative, out encoded, out fault);
    }

    public static byte[] Of(long number) =>
        TryParse(number.ToString(CultureInfo.InvariantCulture), out var encoded, out _) ? encoded : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>The number in plain digits, as AWS answers it.</summary>
    public static string Text(ReadOnlySpan<byte> encoded)
    {
        Span<byte> digits = stackalloc byte[MaxDigits + 2];
        var (count, exponent, negative) = Decode(encoded, digits);
        if (count == 0) return "0";
        Span<char> text = stackalloc char[MaxDigits + MaxExponent - MinExponent + 4];
        var at = 0;
        if (negative) text[at++] = '-';
        if (exponent < 0)
        {
            text[at++] = '0';
            text[at++] = '.';
            for (var i = -1; i > exponent; i--) text[at++] = '0';
        }
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && i == exponent + 1) text[at++] = '.';
            text[at++] = (char)('0' + digits[i]);
        }
        for (var i = count; i <= exponent; i++) text[at++] = '0';
        return new string(text[..at]);
    }

    /// <summary>The sum, or the difference; null with AWS's reason when it cannot be stored.</summary>
    public static byte[]? Add(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool subtract, out string? fault)
    {
        var (a, aScale) = Value(left);
        var (b, bScale) = Value(right);
        var scale = Math.Min(aScale, bScale);
        a *= BigInteger.Pow(10, aScale - scale);
        b *= BigInteger.Pow(10, bScale - scale);
        var sum = subtract ? a - b : a + b;
        var text = BigInteger.Abs(sum).ToString(CultureInfo.InvariantCulture);
        Span<byte> digits = new byte[text.Length];
        for (var i = 0; i < text.Length; i++) digits[i] = (byte)(text[i] - '0');
        if (sum.IsZero) digits = [];
        return TryEncode(digits, text.Length - 1 + scale, sum.Sign < 0, out var encoded, out fault) ? encoded : null;
    }

    /// <summary>The bytes that AWS counts for a number: one for two digits before the point and one for two behind it, each rounded up, one more, and one for a sign.</summary>
    /// <remarks>AWS: captured to the byte by nubo-db/dynamodb-conformance (limits/numberByteSize). Zeros at either end do not count.</remarks>
    public static int Size(ReadOnlySpan<byte> encoded)
    {
        Span<byte> digits = stackalloc byte[MaxDigits + 2];
        var (count, exponent, negative) = Decode(encoded, digits);
        if (count == 0) return 1;
        var whole = Math.Clamp(exponent + 1, 0, count);
        return 1 + ((whole + 1) / 2) + ((count - whole + 1) / 2) + (negative ? 1 : 0);
    }

    /// <summary>The number as seconds since 1970 where it is a whole number that fits.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> encoded, out long value)
    {
        value = 0;
        var (number, scale) = Value(encoded);
        if (scale is < -40 or > 18) return false;
        var whole = scale >= 0 ? number * BigInteger.Pow(10, scale) : number / BigInteger.Pow(10, -scale);
        if (whole < long.MinValue || whole > long.MaxValue) return false;
        value = (long)whole;
        return true;
    }

    private static (BigInteger Number, int Scale) Value(ReadOnlySpan<byte> encoded)
    {
        Span<byte> digits = stackalloc byte[MaxDigits + 2];
        var (count, exponent, negative) = Decode(encoded, digits);
        if (count == 0) return (BigInteger.Zero, 0);
        UInt128 number = 0;
        for (var i = 0; i < count; i++) number = (number * 10) + digits[i];
        var value = (BigInteger)number;
        return (negative ? -value : value, exponent - count + 1);
    }

    // Optional sign, digits with at most one point, optional exponent. Gives the digits with leading zeros removed, and the exponent of the first.
    private static bool Scan(string text, Span<byte> digits, out int count, out int exponent, out bool negative)
    {
        count = 0;
        exponent = -1;
        var at = 0;
        negative = text[0] == '-';
        if (text[0] is '-' or '+') at++;
        bool any = false, point = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }
            if (!char.IsAsciiDigit(c)) break;
            any = true;
            if (count == 0 && c == '0')
            {
                if (point) exponent--;
                continue;
            }
            digits[count++] = (byte)(c - '0');
            if (!point) exponent++;
        }
        if (!any) return false;
        if (at == text.Length) return true;
        if (text[at] is not ('e' or 'E')) return false;
        var power = text.AsSpan(at + 1);
        if (power.IsEmpty || power.Trim().Length != power.Length || power.Length > 12 || !int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var shift)) return false;
        exponent = Math.Clamp(exponent + (long)shift, -1_000_000, 1_000_000) is var moved ? (int)moved : 0;
        return true;
    }

    private static bool TryEncode(ReadOnlySpan<byte> digits, int exponent, bool negative, [NotNullWhen(true)] out byte[]? encoded, [NotNullWhen(false)] out string? fault)
    {
        encoded = null;
        fault = null;
        while (digits.Length > 0 && digits[^1] == 0) digits = digits[..^1];
        if (digits.IsEmpty)
        {
            encoded = ZeroBytes;
            return true;
        }
        if (exponent > MaxExponent) fault = Overflow;
        else if (exponent < MinExponent) fault = Underflow;
        else if (digits.Length > MaxDigits) fault = TooManyDigits;
        if (fault is not null) return false;
        var pairs = (digits.Length + 1) / 2;
        encoded = new byte[2 + pairs + (negative ? 1 : 0)];
        encoded[0] = Positive;
        encoded[1] = (byte)(exponent - MinExponent);
        for (var i = 0; i < pairs; i++) encoded[2 + i] = (byte)((digits[2 * i] * 10) + ((2 * i) + 1 < digits.Length ? digits[(2 * i) + 1] : 0) + 2);
        if (!negative) return true;
        for (var i = 1; i < 2 + pairs; i++) encoded[i] = (byte)~encoded[i];
        encoded[0] = Negative;
        encoded[^1] = 0xFF;
        return true;
    }

    private static (int Count, int Exponent, bool Negative) Decode(ReadOnlySpan<byte> encoded, Span<byte> digits)
    {
        if (encoded.Length < 3) return (0, 0, false);
        var negative = encoded[0] == Negative;
        var flip = negative ? (byte)0xFF : (byte)0;
        var pairs = encoded.Length - (negative ? 3 : 2);
        for (var i = 0; i < pairs; i++)
        {
            var pair = (byte)(encoded[2 + i] ^ flip) - 2;
            digits[2 * i] = (byte)(pair / 10);
            digits[(2 * i) + 1] = (byte)(pair % 10);
        }
        var count = digits[(2 * pairs) - 1] == 0 ? (2 * pairs) - 1 : 2 * pairs;
        return (count, (byte)(encoded[1] ^ flip) + MinExponent, negative);
    }
}
