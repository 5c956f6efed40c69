using System.Text;

namespace Undercast.Protocol;

/// <summary>Percent-encoded text of paths, query strings and forms.</summary>
internal static class PercentText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes; what is no escape stays, and text that is not valid UTF-8 is refused.</summary>
    public static string Decode(ReadOnlySpan<byte> encoded, bool plusIsSpace)
    {
        try
        {
            if (encoded.IndexOf((byte)'%') < 0 && !(plusIsSpace && encoded.Contains((byte)'+'))) return StrictUtf8.GetString(encoded);
            Span<byte> decoded = encoded.Length <= 512 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                var c = encoded[i];
                if (c == '%' && i + 2 < encoded.Length && Hex(encoded[i + 1]) is var high and >= 0 && Hex(encoded[i + 2]) is var low and >= 0)
                {
                    decoded[length++] = (byte)((high << 4) | low);
                    i += 2;
                }
                else
                {
                    decoded[length++] = plusIsSpace && c == '+' ? (byte)' ' : c;
                }
            }
            return StrictUtf8.GetString(decoded[..length]);
        }
        catch (DecoderFallbackException)
        {
            throw WireFaults.Serialization("The request's parameters are not valid UTF-8.");
        }
    }

    public static string Decode(ReadOnlySpan<char> encoded, bool plusIsSpace)
    {
        if (encoded.IndexOf('%') < 0 && !(plusIsSpace && encoded.Contains('+'))) return encoded.ToString();
        Span<byte> bytes = encoded.Length <= 256 ? stackalloc byte[encoded.Length * 3] : new byte[encoded.Length * 3];
        return Decode(bytes[..Encoding.UTF8.GetBytes(encoded, bytes)], plusIsSpace);
    }

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
