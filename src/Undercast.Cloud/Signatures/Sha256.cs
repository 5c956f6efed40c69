using System.Security.Cryptography;

namespace Undercast.Cloud;

/// <summary>SHA-256 with a state that each thread keeps: making one costs as much as hashing a request.</summary>
internal static class Sha256
{
    [ThreadStatic]
    private static IncrementalHash? _hash;

    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        var state = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        state.AppendData(data);
        state.GetHashAndReset(hash);
    }
}

/// <summary>A key that signs for one day, region and service, ready for use.</summary>
internal sealed class SigningKey(byte[] key)
{
    // One state waits here; when two threads want the key at once, the second pays for its own.
    private IncrementalHash? _idle;

    /// <summary>The bytes of the key.</summary>
    public byte[] Bytes => key;

    public void Sign(ReadOnlySpan<byte> text, Span<byte> signature)
    {
        var state = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        state.AppendData(text);
        state.GetHashAndReset(signature);
        Interlocked.Exchange(ref _idle, state)?.Dispose();
    }
}
