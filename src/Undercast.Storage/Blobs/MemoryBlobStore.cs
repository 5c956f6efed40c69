using System.Collections.Concurrent;

namespace Undercast.Storage;

/// <summary>Blobs in memory, beside <see cref="MemoryStore"/>.</summary>
public sealed class MemoryBlobStore(TimeProvider? time = null) : IBlobStore
{
    private readonly ConcurrentDictionary<BlobId, (byte[] Content, DateTimeOffset Written)> _blobs = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<Blob> WriteAsync(Stream content, BlobDigests digests = BlobDigests.None, CancellationToken ct = default) => WriteAsync(content, digests, null, ct);

    /// <inheritdoc/>
    public ValueTask<Blob> WriteAsync(Stream content, Action<ReadOnlyMemory<byte>> observe, CancellationToken ct = default) => WriteAsync(content, BlobDigests.None, observe, ct);

    private async ValueTask<Blob> WriteAsync(Stream content, BlobDigests digests, Action<ReadOnlyMemory<byte>>? observe, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var blob = await BlobIntake.CopyAsync(
            BlobId.Fresh(),
            content,
            chunk =>
            {
                buffer.Write(chunk.Span);
                return default;
            },
            digests,
            observe,
            ct);
        _blobs[blob.Id] = (buffer.ToArray(), _time.GetUtcNow());
        return blob;
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(BlobId id, long offset = 0, long? length = null, CancellationToken ct = default)
    {
        if (!_blobs.TryGetValue(id, out var blob)) return new ValueTask<Stream?>((Stream?)null);
        var count = BlobIntake.CheckedLength(blob.Content.Length, offset, length);
        return new ValueTask<Stream?>(new MemoryStream(blob.Content, (int)offset, (int)count, writable: false));
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(BlobId id, CancellationToken ct = default)
    {
        _blobs.TryRemove(id, out _);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<int> CollectAsync(TimeSpan grace, Func<BlobId, ValueTask<bool>> isReferenced, CancellationToken ct = default)
    {
        var before = _time.GetUtcNow() - grace;
        var removed = 0;
        foreach (var (id, (_, written)) in _blobs)
        {
            ct.ThrowIfCancellationRequested();
            if (written > before || await isReferenced(id)) continue;
            if (_blobs.TryRemove(id, out _)) removed++;
        }
        return removed;
    }
}
