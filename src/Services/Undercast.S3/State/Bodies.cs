using System.Buffers;
using System.Collections.Immutable;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A body that is safe but named by no row yet.</summary>
/// <param name="Segment">Where it is.</param>
/// <param name="Inline">Its bytes, where they go into the keyspace.</param>
/// <param name="ETag">The MD5 in hexadecimal.</param>
/// <param name="Checksums">In the order in which they were asked for.</param>
internal sealed record TakenBody(Segment Segment, ReadOnlyMemory<byte>? Inline, byte[] Md5, string[] Checksums)
{
    public string ETag => Convert.ToHexStringLower(Md5);
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
    public async ValueTask<TakenBody> TakeAsync(Stream content, ChecksumKind[] kinds, long most, CancellationToken ct)
    {
        using var digest = new BodyDigest(kinds, md5: true);
        var head = ArrayPool<byte>.Shared.Rent(Limits.InlineBytes + 1);
        try
        {
            var count = await content.ReadAtLeastAsync(head.AsMemory(0, Limits.InlineBytes + 1), Limits.InlineBytes + 1, throwOnEndOfStream: false, ct);
            if (count <= Limits.InlineBytes)
            {
                digest.Append(head.AsSpan(0, count));
                return new TakenBody(new Segment(Ids.NewGuid().ToString("N"), count, true), head.AsSpan(0, count).ToArray(), digest.Md5(), digest.End());
            }
            var blob = await blobs.WriteAsync(new DigestedStream(head.AsMemory(0, count), content, digest, most), BlobDigests.None, ct);
            return new TakenBody(new Segment(blob.Id.ToString(), blob.Length, false), null, digest.Md5(), digest.End());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
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
    public async ValueTask<Stream?> OpenAsync(IReadOnlyList<Segment> segments, long offset, long length, CancellationToken ct)
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
        if (await OpenAsync(runs[0], ct) is not { } first) return null;
        return runs.Count == 1 ? first : new SegmentedStream(first, runs, OpenAsync);
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
