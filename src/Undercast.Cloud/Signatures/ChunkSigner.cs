using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cloud;

/// <summary>The chain of chunk signatures: each covers its own bytes and the signature before it, the first one the head's.</summary>
internal sealed class ChunkSigner(string timestamp, string scope, string seed, byte[]? key, ECDsa? asymmetricKey) : IDisposable
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private string _previous = seed;

    /// <summary>Whether <paramref name="signature"/> is that of the next chunk, whose bytes hash to <paramref name="hash"/>.</summary>
    public bool VerifyChunk(ReadOnlySpan<byte> hash, string signature) => Verify(trailer: false, hash, signature);

    /// <summary>Whether <paramref name="signature"/> is that of the trailers.</summary>
    public bool VerifyTrailer(ReadOnlySpan<byte> hash, string signature) => Verify(trailer: true, hash, signature);

    /// <summary>Signs the next chunk (for clients of ours; the HMAC algorithm only).</summary>
    public string SignChunk(ReadOnlySpan<byte> hash) => _previous = Sign(Text(trailer: false, hash));

    /// <summary>Signs the trailers.</summary>
    public string SignTrailer(ReadOnlySpan<byte> hash) => _previous = Sign(Text(trailer: true, hash));

    public void Dispose() => asymmetricKey?.Dispose();

    private string Sign(string text) => asymmetricKey is null
        ? Convert.ToHexStringLower(HMACSHA256.HashData(key!, Encoding.UTF8.GetBytes(text)))
        : Convert.ToHexStringLower(asymmetricKey.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private bool Verify(bool trailer, ReadOnlySpan<byte> hash, string signature)
    {
        var text = Encoding.UTF8.GetBytes(Text(trailer, hash));
        bool same;
        if (asymmetricKey is null)
        {
            Span<byte> expected = stackalloc byte[32];
            HMACSHA256.HashData(key!, text, expected);
            same = FixedTime.HexEqual(signature, expected);
        }
        else
        {
            // AWS: chunk signatures of varying length are padded with asterisks to 144 characters; the chain goes on with the bare signature.
            signature = signature.TrimEnd('*');
            same = AsymmetricSignature.Verify(asymmetricKey, text, signature);
        }
        _previous = signature;
        return same;
    }

    private string Text(bool trailer, ReadOnlySpan<byte> hash)
    {
        var algorithm = asymmetricKey is null ? "AWS4-HMAC-SHA256" : "AWS4-ECDSA-P256-SHA256";
        return trailer
            ? $"{algorithm}-TRAILER\n{timestamp}\n{scope}\n{_previous}\n{Convert.ToHexStringLower(hash)}"
            : $"{algorithm}-PAYLOAD\n{timestamp}\n{scope}\n{_previous}\n{EmptyHash}\n{Convert.ToHexStringLower(hash)}";
    }
}
