using System.Buffers;
using System.Text;

namespace Undercast.Cloud;

/// <summary>AWS's percent-encoding: unreserved characters stay, all else becomes upper-case <c>%XX</c>.</summary>
internal static class PercentCoding
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedOrSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Encodes <paramref name="text"/> as it stands: a percent sign becomes <c>%25</c>.</summary>
    public static void Encode(ReadOnlySpan<char> text, bool keepSlash, ref Utf8Scratch to) => Encode(text, keepSlash, decodeFirst: false, plusIsSpace: false, ref to);

    /// <summary>Brings encoded text into the one canonical form, whatever the client chose to encode.</summary>
    public static void Recode(ReadOnlySpan<char> text, bool keepSlash, bool plusIsSpace, ref Utf8Scratch to) => Encode(text, keepSlash, decodeFirst: true, plusIsSpace, ref to);

    /// <summary>The decoded text; invalid sequences stay as they are.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('%', '+')) return text.ToString();
        var bytes = new Utf8Scratch(stackalloc byte[512]);
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '%' && TryHex(text, i, out var value))
                {
                    bytes.Append(value);
                    i += 2;
                }
                else if (text[i] == '+') bytes.Append((byte)' ');
                else bytes.Append(text.Slice(i, 1));
            }
            return Encoding.UTF8.GetString(bytes.Written);
        }
        finally
        {
            bytes.Dispose();
        }
    }

    private static void Encode(ReadOnlySpan<char> text, bool keepSlash, bool decodeFirst, bool plusIsSpace, ref Utf8Scratch to)
    {
        var plain = keepSlash ? UnreservedOrSlash : Unreserved;
        Span<byte> rune = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAnyExcept(plain);
            if (run < 0)
            {
                to.Append(text);
                return;
            }
            to.Append(text[..run]);
            text = text[run..];
            var c = text[0];
            if (decodeFirst && c == '%' && TryHex(text, 0, out var value))
            {
                Escape(value, plain, ref to);
                text = text[3..];
            }
            else if (plusIsSpace && c == '+')
            {
                to.Append("%20"u8);
                text = text[1..];
            }
            else
            {
                // A lone surrogate comes out as the replacement character on both sides, so nothing is gained by refusing it here.
                Rune.DecodeFromUtf16(text, out var decoded, out var units);
                var length = decoded.EncodeToUtf8(rune);
                for (var i = 0; i < length; i++) Escape(rune[i], plain, ref to);
                text = text[units..];
            }
        }
    }

    private static void Escape(byte value, SearchValues<char> plain, ref Utf8Scratch to)
    {
        if (value < 0x80 && plain.Contains((char)value))
        {
            to.Append(value);
            return;
        }
        const string digits = "0123456789ABCDEF";
        to.Append((byte)'%');
        to.Append((byte)digits[value >> 4]);
        to.Append((byte)digits[value & 15]);
    }

    private static bool TryHex(ReadOnlySpan<char> text, int at, out byte value)
    {
        value = 0;
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
        value = (byte)((Digit(text[at + 1]) << 4) | Digit(text[at + 2]));
        return true;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
