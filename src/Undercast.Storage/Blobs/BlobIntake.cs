using System.Buffers;
using System.Security.Cryptography;

namespace Undercast.Storage;

/// <summary>Copies a body in chunks and takes its digests on the way.</summary>
internal static class BlobIntake
{
    private const int Chunk = 128 * 1024;

    public static async ValueTask<Blob> CopyAsync(
        BlobId id, Stream content, Func<ReadOnlyMemory<byte>, ValueTask> write, BlobDigests digests, CancellationToken ct)
    {
        using var sha256 = digests.HasFlag(BlobDigests.Sha256) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using var md5 = digests.HasFlag(BlobDigests.Md5) ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            long length = 0;
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is var count and > 0)
            {
                var chunk = buffer.AsMemory(0, count);
                sha256?.AppendData(chunk.Span);
                md5?.AppendData(chunk.Span);
                await write(chunk);
                length += count;
            }
            return new Blob(id, length, sha256?.GetHashAndReset(), md5?.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static long CheckedLength(long whole, long offset, long? length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, whole);
        var wanted = length ?? whole - offset;
        ArgumentOutOfRangeException.ThrowIfNegative(wanted, nameof(length));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted, whole - offset, nameof(length));
        return wanted;
    }
}
