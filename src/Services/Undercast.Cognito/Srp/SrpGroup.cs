using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito;

/// <summary>SRP-6a over the 3072-bit group of RFC 5054, in the dialect of user pools: SHA-256, numbers hashed in two's complement, and a key derived for "Caldera Derived Key".</summary>
internal static class SrpGroup
{
    private const string Prime =
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245" +
        "E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
        "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9" +
        "DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
        "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31" +
        "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    public static readonly BigInteger N = BigInteger.Parse("0" + Prime, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
    public static readonly BigInteger G = 2;
    private static readonly Montgomery Powers = new(N);
    // Of secrets and hashes, which have 256 bits.
    private static readonly Montgomery.FixedBase PowersOfG = Powers.Fixed(G, 256);
    private static readonly BigInteger K = Number(SHA256.HashData([.. Bytes(N), .. Bytes(G)]));
    private static readonly byte[] DerivedKey = [.. "Caldera Derived Key"u8, 1];

    /// <summary>A salt whose number is written with as many bytes as it has.</summary>
    public static byte[] NewSalt()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        salt[0] = (byte)((salt[0] & 0x7F) | 0x40);
        return salt;
    }

    /// <summary>What is kept of a password.</summary>
    public static byte[] Verifier(string pool, string username, string password, byte[] salt)
    {
        var x = SHA256.HashData([.. salt, .. SHA256.HashData(Encoding.UTF8.GetBytes($"{pool}{username}:{password}"))]);
        return PowersOfG.Pow(x).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    /// <summary>The server's public number.</summary>
    public static byte[] ServerPublic(byte[] verifier, byte[] secret) =>
        (((K * Number(verifier)) + PowersOfG.Pow(secret)) % N).ToByteArray(isUnsigned: true, isBigEndian: true);

    /// <summary>The key that client and server share when the client knows the password.</summary>
    /// <param name="clientPublic">The client's public number.</param>
    /// <param name="verifier">What is kept of the password.</param>
    /// <param name="secret">The server's secret number.</param>
    /// <param name="serverPublic">What <see cref="ServerPublic"/> made of the two.</param>
    public static byte[] SharedKey(byte[] clientPublic, byte[] verifier, byte[] secret, byte[] serverPublic)
    {
        var (a, v, b) = (Number(clientPublic), Number(verifier), Number(secret));
        var u = Number(SHA256.HashData([.. Bytes(a), .. Bytes(Number(serverPublic))]));
        var shared = Powers.Pow(a * Powers.Pow(v, u) % N, b);
        var extracted = HMACSHA256.HashData(Bytes(u), Bytes(shared));
        return HMACSHA256.HashData(extracted, DerivedKey)[..16];
    }

    /// <summary>The proof that a client gives for a challenge.</summary>
    public static byte[] Proof(byte[] key, string pool, string username, byte[] block, string timestamp) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(pool + username), .. block, .. Encoding.UTF8.GetBytes(timestamp)]);

    /// <summary>A client's public number, or null when it is none or would fix the shared key.</summary>
    public static byte[]? ParsePublic(string hex)
    {
        if (hex.Length is 0 or > 2048 || !BigInteger.TryParse("0" + hex, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var a)) return null;
        return (a % N).IsZero || a >= N ? null : a.ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    // A leading zero where the first bit is set: the clients pad so.
    private static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);
}
