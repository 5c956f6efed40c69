using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito;

/// <summary>The codes of authenticator apps: RFC 6238 with SHA-1, six digits and steps of thirty seconds, as the apps compute them.</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Seconds = 30;
    // AWS: a seed is shown as 52 letters, which are 32 bytes and four bits.
    private const int SeedLength = 32;

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedLength);

    /// <summary>The step whose code this is, among the present one and its neighbours; null when it is of none.</summary>
    public static long? StepOf(byte[] seed, string code, DateTimeOffset now)
    {
        var present = now.ToUnixTimeSeconds() / Seconds;
        // Clocks of phones differ a little.
        foreach (var step in (ReadOnlySpan<long>)[present, present - 1, present + 1])
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(seed, step)), Encoding.UTF8.GetBytes(code))) return step;
        }
        return null;
    }

    public static string Code(byte[] seed, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // RFC 4226 asks for SHA-1, whose weakness does not matter here.
#pragma warning disable CA5350
        HMACSHA1.HashData(seed, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & 0x7FFF_FFFF;
        return (number % (int)Math.Pow(10, digits)).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>A seed as people type it into their app.</summary>
    public static string Show(ReadOnlySpan<byte> seed)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var b in seed)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Letters[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }
        if (bits > 0) text.Append(Letters[(held << (5 - bits)) & 31]);
        return text.ToString();
    }
}
