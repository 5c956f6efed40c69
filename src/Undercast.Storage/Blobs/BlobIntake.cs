using System.Buffers;
using System.Security.Cryptography;

namespace Undercast.Storage;

/// <summary>Copies a body in chunks and takes its digests on the way.</summary>
/// <remarks>
/// <code>
///   chunk n + 1   read
///   chunk n       written, and at the same time digested on another thread
/// </code>
/// The first few megabytes stay on one thread.
/// </remarks>
internal static class BlobIntake
{
    private const int Chunk = 256 * 1024;

    // Handing chunks to another thread pays for large bodies only.
    private const int Alone = 4 * 1024 * 1024;

    public static async ValueTask<Blob> CopyAsync(
        BlobId id, Stream content, Func<ReadOnlyMemory<byte>, ValueTask> write, BlobDigests digests, Action<ReadOnlyMemory<byte>>? observe, CancellationToken ct)
    {
        using var sha256 = digests.HasFlag(BlobDigests.Sha256) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using var md5 = digests.HasFlag(BlobDigests.Md5) ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
        if (sha256 is not null) observe += chunk => sha256.AppendData(chunk.Span);
        if (md5 is not null) observe += chunk => md5.AppendData(chunk.Span);
        var (filling, busy) = (ArrayPool<byte>.Shared.Rent(Chunk), (byte[]?)null);
        var pending = Task.CompletedTask;
        try
        {
            long length = 0;
            while (await content.ReadAtLeastAsync(filling, Chunk, throwOnEndOfStream: false, ct) is var count and > 0)
            {
                await pending;
                length += count;
                var chunk = filling.AsMemory(0, count);
                if (length <= Alone)
                {
                    observe?.Invoke(chunk);
                    await write(chunk);
                    continue;
                }
                (filling, busy) = (busy ?? ArrayPool<byte>.Shared.Rent(Chunk), filling);
                pending = TakeAsync(chunk, write, observe);
            }
            await pending;
            return new Blob(id, length, sha256?.GetHashAndReset(), md5?.GetHashAndReset());
        }
        finally
        {
            // Nothing reads a buffer that has gone back.
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(filling);
            if (busy is not null) ArrayPool<byte>.Shared.Return(busy);
        }
    }

    private static async Task TakeAsync(ReadOnlyMemory<byte> chunk, Func<ReadOnlyMemory<byte>, ValueTask> write, Action<ReadOnlyMemory<byte>>? observe)
    {
        var observed = observe is null ? Task.CompletedTask : Task.Run(() => observe(chunk));
        try
        {
            await write(chunk);
        }
        finally
        {
            await observed;
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
