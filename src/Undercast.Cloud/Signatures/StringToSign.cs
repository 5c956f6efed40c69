using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cloud;

/// <summary>The few lines that the key signs.</summary>
internal static class StringToSign
{
    public static void Write(SignatureAlgorithm algorithm, ReadOnlySpan<char> timestamp, ReadOnlySpan<char> scope, ReadOnlySpan<byte> canonicalHash, ref Utf8Scratch to)
    {
        to.Append(algorithm == SignatureAlgorithm.HmacSha256 ? "AWS4-HMAC-SHA256"u8 : "AWS4-ECDSA-P256-SHA256"u8);
        to.Append((byte)'\n');
        to.Append(timestamp);
        to.Append((byte)'\n');
        to.Append(scope);
        to.Append((byte)'\n');
        to.AppendHex(canonicalHash);
    }
}

/// <summary>Comparisons whose time says nothing about the difference.</summary>
internal static class FixedTime
{
    public static bool HexEqual(ReadOnlySpan<char> hex, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[64];
        Span<byte> wanted = stackalloc byte[64];
        if (hex.Length != 64 || Encoding.ASCII.GetBytes(hex, given) != 64) return false;
        Convert.TryToHexStringLower(expected, wanted, out _);
        return CryptographicOperations.FixedTimeEquals(given, wanted);
    }

    public static bool Equal(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}

/// <summary>ECDSA signatures as they travel: hexadecimal DER.</summary>
internal static class AsymmetricSignature
{
    public static bool Verify(ECDsa key, ReadOnlySpan<byte> signed, ReadOnlySpan<char> hex)
    {
        // A P-256 signature in DER has at most 72 bytes.
        if (hex.Length is 0 or > 144 || (hex.Length & 1) != 0) return false;
        Span<byte> der = stackalloc byte[72];
        if (Convert.FromHexString(hex, der, out _, out var length) != System.Buffers.OperationStatus.Done) return false;
        return key.VerifyData(signed, der[..length], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
