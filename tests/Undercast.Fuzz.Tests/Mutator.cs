using System.Text;

namespace Undercast.Fuzz.Tests;

/// <summary>Damages valid input: bytes are flipped, cut, repeated, moved, and texts put in that parsers have been known to stumble over.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[][] Tokens =
    [
        .. ((string[])
        [
            "\"", "\\", "{", "}", "[", "]", ":", ",", ";", "=", "&", "%", "+", "/", "//", ".", "..", "<", ">", "</", "/>", "'", " ", "\t", "\n", "\r\n", "\0", "\\u0000", "\\ud800",
            "\\udc00\\ud800", "null", "true", "NaN", "-Infinity", "1e999", "-1e999", "-0", "0.1", "1e-999", "9223372036854775808", "-9223372036854775809", "2147483648",
            "99999999999999999999999999", "00000000000000000001", "%ff%", "%", "%0", "%00", "%2F", "%c0%80", "%ed%a0%80", "&Entry.999999999.Id=", "&Entry.-1.Id=x", "&Entry.0=",
            "&Attribute.99999999999999999999.Name=x", "&A.1.2.3.4.5=", "&=&=&.=..=", "&Action=", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#0;", "&#xD800;", "<![CDATA[", "]]>",
            "<!--", "<?xml version=\"1.1\"?>", "xmlns:x=\"\"", "20260230T250000Z", "99999999T999999Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "253402300799.9999",
            "-62135596800.5", "Credential=", "Signature=", "SignedHeaders=", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "aws4_request", "ffffffffffffffff", "7fffffffffffffff",
            ";chunk-signature=", "x-amz-trailer-signature:", "\U0001F600", "\u0130", "\uFEFF", "\u2028", "arn:aws:sqs:::", ":::::", "\"a\":1,\"a\":2,", "{\"a\":{}},",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xEF, 0xBF], [0x9F], [0xBF], [0x5F], [0x7F], [0x1B, 255, 255, 255, 255, 255, 255, 255, 255],
        [0x3B, 255, 255, 255, 255, 255, 255, 255, 255], [0x9B, 0x7F, 255, 255, 255, 255, 255, 255, 255], [0xDB, 255, 255, 255, 255, 255, 255, 255, 255], [0xF9, 0x7E, 0], [0x7F, 255, 255, 255],
    ];

    private static readonly string[] Nests = ["[", "{\"a\":", "<a>", "a.", "(", "\u0081", "\u00C1", "\u00A1\u0061\u0061", "\u009F"];

    public Random Random => random;

    public T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A damaged copy; one in twenty stays whole, so that the way of valid input is driven too.</summary>
    public byte[] Damage(byte[] valid)
    {
        var bytes = new List<byte>(valid);
        var times = random.Next(20) switch { 0 => 0, < 12 => 1, < 18 => random.Next(2, 6), _ => random.Next(6, 40) };
        for (var i = 0; i < times; i++) DamageOnce(bytes);
        return [.. bytes];
    }

    public string Damage(string valid) => Encoding.UTF8.GetString(Damage(Encoding.UTF8.GetBytes(valid)));

    public byte[] Noise(int longest)
    {
        var bytes = new byte[random.Next(longest)];
        random.NextBytes(bytes);
        return bytes;
    }

    private void DamageOnce(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, random.Next(4) == 0 ? 200 : 8) + 1);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                var token = Any(Tokens);
                bytes.RemoveRange(at, Math.Min(token.Length, bytes.Count - at));
                bytes.InsertRange(at, token);
                break;
            case 6 when random.Next(6) == 0:
                var nest = Encoding.Latin1.GetBytes(Any(Nests));
                for (var depth = random.Next(3) == 0 ? 5000 : random.Next(100); depth > 0; depth--) bytes.InsertRange(at, nest);
                break;
            case 7 when random.Next(6) == 0:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(5000)));
                break;
            default:
                bytes.InsertRange(at, Any(Tokens));
                break;
        }
    }
}
