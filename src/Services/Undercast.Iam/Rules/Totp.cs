using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Undercast.Iam;

/// <summary>One-time codes from a shared seed and the clock (RFC 6238): six digits, HMAC-SHA1, steps of 30 seconds.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // AWS: a seed has 64 characters.
    public const int SeedLength = 64;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / 30;

    public static string Code(string seed, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // Authenticator apps know SHA-1 and nothing else; a keyed hash does not rest on collisions.
        HMACSHA1.HashData(Bytes(seed), counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[19] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step within <paramref name="window"/> steps of <paramref name="expected"/>, but after <paramref name="after"/>, that has the code; null for none.</summary>
    public static long? Find(string seed, string code, long expected, int window, long after)
    {
        for (var away = 0; away <= window; away++)
        {
            if (expected - away > after && Is(seed, code, expected - away)) return expected - away;
            if (away > 0 && expected + away > after && Is(seed, code, expected + away)) return expected + away;
        }
        return null;
    }

    /// <summary>The step of the second of two codes that follow each other, or null.</summary>
    public static long? FindPair(string seed, string first, string second, long expected, int window, long after)
    {
        for (var step = expected - window; step <= expected + window; step++)
        {
            if (step > after && Is(seed, first, step) && Is(seed, second, step + 1)) return step + 1;
        }
        return null;
    }

    private static bool Is(string seed, string code, long step) => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(seed, step)), System.Text.Encoding.ASCII.GetBytes(code));

    private static byte[] Bytes(string seed)
    {
        var bytes = new byte[seed.Length * 5 / 8];
        var (bits, count, next) = (0, 0, 0);
        foreach (var c in seed)
        {
            bits = (bits << 5) | Base32.IndexOf(c, StringComparison.Ordinal);
            if ((count += 5) < 8) continue;
            count -= 8;
            bytes[next++] = (byte)(bits >> count);
            bits &= (1 << count) - 1;
        }
        return bytes;
    }
}
