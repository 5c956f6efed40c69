using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A body that is safe but named by no row yet.</summary>
/// <param name="Segment">Where it is.</param>
/// <param name="Inline">Its bytes, where they go into the keyspace.</param>
/// <param name="Md5">The digest of the plain bytes.</param>
/// <param name="Checksums">In the order in which they were asked for.</param>
internal sealed record TakenBody(Segment Segment, ReadOnlyMemory<byte>? Inline, byte[] Md5, string[] Checksums)
{
    // AWS: the tag of what a customer's key encrypts is no digest of the plain bytes (object integrity).
    public string ETag { get; } = Convert.ToHexStringLower(Segment.Nonce is { } nonce ? MD5.HashData([.. Md5, .. Convert.FromBase64String(nonce)]) : Md5);
}

/// <summary>Keeps the bytes of objects: the small ones in rows, the others in blobs.</summary>
/// <remarks>
/// <code>
///   1 TakeAsync     the body is read once; digests on the way
///   2 NameAsync     in the transaction that writes the row which names it
///   3 Release       in the transaction that removes such a row
///   4 DropAsync     after that transaction
/// </code>
/// A crash between 1 and 2, or between 3 and 4, leaves a blob that nothing names; <see cref="OrphanJob"/> collects it.
/// </remarks>
internal sealed class Bodies(IStore store, IBlobStore blobs)
{
    public async ValueTask<TakenBody> TakeAsync(Stream content, ChecksumKind[] kinds, long most, CustomerKey? key, CancellationToken ct)
    {
        var nonce = key is null ? null : CustomerKey.NewNonce();
        using var digest = new BodyDigest(kinds, md5: true);
        var head = ArrayPool<byte>.Shared.Rent(Limits.InlineBytes + 1);
        try
        {
            var count = await content.ReadAtLeastAsync(head.AsMemory(0, Limits.InlineBytes + 1), Limits.InlineBytes + 1, throwOnEndOfStream: false, ct);
            if (count <= Limits.InlineBytes)
            {
                digest.Append(head.AsSpan(0, count));
                var bytes = head.AsSpan(0, count).ToArray();
                if (key is not null)
                {
                    using var cipher = key.Cipher(nonce!, 0);
                    cipher.Apply(bytes);
                }
                return new TakenBody(new Segment(Ids.NewOrderedGuid().ToString("N"), count, true, nonce), bytes, digest.Md5(), digest.End());
            }
            var whole = new HeadedStream(head.AsMemory(0, count), content, most);
            var blob = key is null ? await blobs.WriteAsync(whole, chunk => digest.Append(chunk.Span), ct) : await WriteAsync(whole, key.Cipher(nonce!, 0), digest, ct);
            return new TakenBody(new Segment(blob.Id.ToString(), blob.Length, false, nonce), null, digest.Md5(), digest.End());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private async ValueTask<Blob> WriteAsync(Stream whole, CounterCipher cipher, BodyDigest digest, CancellationToken ct)
    {
        using (cipher) return await blobs.WriteAsync(new CipherStream(whole, cipher, digest), BlobDigests.None, ct);
    }

    /// <summary>Copies bytes as they stand, enciphered where they are, for a replica.</summary>
    public async ValueTask<TakenBody> CopyAsync(Segment segment, CancellationToken ct)
    {
        await using var content = await OpenAsync((segment, 0, segment.Length), null, ct) ?? throw new IOException("The body was removed while it was copied.");
        if (!segment.IsInline)
        {
            var blob = await blobs.WriteAsync(content, BlobDigests.None, ct);
            return new TakenBody(segment with { Id = blob.Id.ToString() }, null, [], []);
        }
        var bytes = new byte[segment.Length];
        await content.ReadExactlyAsync(bytes, ct);
        return new TakenBody(segment with { Id = Ids.NewOrderedGuid().ToString("N") }, bytes, [], []);
    }

    public static async ValueTask NameAsync(IWriteTransaction tx, TakenBody body, DateTimeOffset now)
    {
        if (body.Inline is { } bytes)
        {
            S3Tables.Contents.Put(tx, new IdKey(body.Segment.Id), new ContentRecord(bytes));
            return;
        }
        S3Tables.Blobs.Put(tx, new IdKey(body.Segment.Id), Marker.Instance);
        await OrphanJob.EnsureAsync(tx, now);
    }

    /// <summary>Forgets bodies; what is returned is dropped after the transaction.</summary>
    public static ImmutableList<Segment> Release(IWriteTransaction tx, IEnumerable<Segment> segments)
    {
        var dropped = ImmutableList<Segment>.Empty;
        foreach (var segment in segments)
        {
            if (segment.IsInline) S3Tables.Contents.Delete(tx, new IdKey(segment.Id));
            else
            {
                S3Tables.Blobs.Delete(tx, new IdKey(segment.Id));
                dropped = dropped.Add(segment);
            }
        }
        return dropped;
    }

    public async ValueTask DropAsync(IEnumerable<Segment> segments)
    {
        foreach (var segment in segments)
        {
            if (!segment.IsInline) await blobs.DeleteAsync(BlobId.Parse(segment.Id));
        }
    }

    /// <summary>Opens a range of a body; null when it was dropped since its row was read.</summary>
    public async ValueTask<Stream?> OpenAsync(IReadOnlyList<Segment> segments, long offset, long length, CustomerKey? key, CancellationToken ct)
    {
        if (length == 0) return Stream.Null;
        var runs = new List<(Segment Segment, long Offset, long Length)>();
        foreach (var segment in segments)
        {
            if (length == 0) break;
            if (offset < segment.Length)
            {
                var count = Math.Min(length, segment.Length - offset);
                runs.Add((segment, offset, count));
                length -= count;
                offset = 0;
            }
            else
            {
                offset -= segment.Length;
            }
        }
        if (await OpenAsync(runs[0], key, ct) is not { } first) return null;
        return runs.Count == 1 ? first : new SegmentedStream(first, runs, (run, stop) => OpenAsync(run, key, stop));
    }

    private async ValueTask<Stream?> OpenAsync((Segment Segment, long Offset, long Length) run, CustomerKey? key, CancellationToken ct)
    {
        var plain = await OpenAsync(run, ct);
        return plain is null || key is null || run.Segment.Nonce is not { } nonce ? plain : new CipherStream(plain, key.Cipher(nonce, run.Offset));
    }

    private async ValueTask<Stream?> OpenAsync((Segment Segment, long Offset, long Length) run, CancellationToken ct)
    {
        if (!run.Segment.IsInline) return await blobs.OpenAsync(BlobId.Parse(run.Segment.Id), run.Offset, run.Length, ct);
        var content = await store.ReadAsync(tx => S3Tables.Contents.GetAsync(tx, new IdKey(run.Segment.Id)), ct);
        if (content is null) return null;
        var bytes = content.Bytes.Slice((int)run.Offset, (int)run.Length);
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
    }
}
