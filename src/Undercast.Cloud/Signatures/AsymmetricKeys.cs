using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cloud;

/// <summary>The P-256 keys of the multi-region algorithm, derived from access key and secret.</summary>
/// <remarks>AWS: NIST SP 800-108 in counter mode with HMAC-SHA256; the result plus one is the private number unless it exceeds the order of the curve less two.</remarks>
internal sealed class AsymmetricKeys(int capacity = 256)
{
    // The order of P-256 less two.
    private static readonly BigInteger Ceiling = new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC63254F"), isUnsigned: true, isBigEndian: true);

    private readonly ConcurrentDictionary<string, Entry> _byKeyId = new(StringComparer.Ordinal);

    /// <summary>A verifier or signer for the key; the caller disposes of it.</summary>
    public ECDsa Open(string accessKeyId, string secret)
    {
        if (!_byKeyId.TryGetValue(accessKeyId, out var entry) || !string.Equals(entry.Secret, secret, StringComparison.Ordinal))
        {
            if (_byKeyId.Count >= capacity) _byKeyId.Clear();
            entry = new Entry(secret, Derive(accessKeyId, secret));
            _byKeyId[accessKeyId] = entry;
        }
        return ECDsa.Create(entry.Parameters);
    }

    /// <summary>The key pair of an access key.</summary>
    public static ECParameters Derive(string accessKeyId, string secret)
    {
        var number = DerivePrivate(accessKeyId, secret);
        // An ECDsa without its public half computes it on import.
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
        return key.ExportParameters(includePrivateParameters: true);
    }

    internal static byte[] DerivePrivate(string accessKeyId, string secret)
    {
        var inputKey = Encoding.UTF8.GetBytes("AWS4A" + secret);
        var label = "AWS4-ECDSA-P256-SHA256"u8;
        var keyId = Encoding.UTF8.GetBytes(accessKeyId);
        var fixedInput = new byte[4 + label.Length + 1 + keyId.Length + 1 + 4];
        BinaryPrimitives.WriteInt32BigEndian(fixedInput, 1);
        label.CopyTo(fixedInput.AsSpan(4));
        keyId.CopyTo(fixedInput.AsSpan(5 + label.Length));
        BinaryPrimitives.WriteInt32BigEndian(fixedInput.AsSpan(fixedInput.Length - 4), 256);
        for (var counter = 1; counter <= 254; counter++)
        {
            fixedInput[^5] = (byte)counter;
            var candidate = new BigInteger(HMACSHA256.HashData(inputKey, fixedInput), isUnsigned: true, isBigEndian: true);
            if (candidate > Ceiling) continue;
            var number = (candidate + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
            var padded = new byte[32];
            number.CopyTo(padded, 32 - number.Length);
            return padded;
        }
        throw new CryptographicException("No key could be derived from the secret.");
    }

    private sealed record Entry(string Secret, ECParameters Parameters);
}
