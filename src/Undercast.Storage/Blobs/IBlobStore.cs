namespace Undercast.Storage;

/// <summary>Names a blob: 128 random bits chosen by the store, in hexadecimal. Nothing that a user says becomes a file name.</summary>
public readonly record struct BlobId
{
    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");
    private readonly string? _text;

    private BlobId(string text) => _text = text;

    /// <summary>A fresh id.</summary>
    public static BlobId Fresh() => new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));

    /// <summary>Reads a stored id.</summary>
    /// <exception cref="StoreCorruptException">It is not one.</exception>
    public static BlobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new StoreCorruptException("A stored blob id is not 32 lower-case hexadecimal digits.");

    /// <summary>Reads an id if <paramref name="text"/> is one.</summary>
    public static bool TryParse(string? text, out BlobId id)
    {
        id = default;
        if (text is not { Length: 32 } || text.AsSpan().ContainsAnyExcept(Digits)) return false;
        id = new BlobId(text);
        return true;
    }

    /// <summary>What is stored.</summary>
    public override string ToString() => _text ?? throw new InvalidOperationException("This blob id was never given.");
}

/// <summary>The digests to take on the way in.</summary>
[Flags]
public enum BlobDigests
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>SHA-256.</summary>
    Sha256 = 1,

    /// <summary>MD5: S3's entity tag.</summary>
    Md5 = 2,
}

/// <summary>A blob that is safe on disk but named by nothing yet.</summary>
/// <param name="Id">Store it in the transaction that names the blob; otherwise the blob is collected.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">When asked for.</param>
/// <param name="Md5">When asked for.</param>
public sealed record Blob(BlobId Id, long Length, byte[]? Sha256, byte[]? Md5);

/// <summary>Large bodies beside the keyspace.</summary>
/// <remarks>
/// Write the blob first, then commit the row that names it; delete the row first, then the blob. A crash in between leaves an orphan, which
/// <see cref="CollectAsync"/> removes. Memory use does not grow with the size of a blob in the file form.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Stores what <paramref name="content"/> yields; on return it survives a power failure.</summary>
    /// <exception cref="StoreFullException">No space is left; nothing is kept.</exception>
    ValueTask<Blob> WriteAsync(Stream content, BlobDigests digests = BlobDigests.None, CancellationToken ct = default);

    /// <summary>Stores what <paramref name="content"/> yields, as the other form does.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="observe">Sees every chunk once and in order, beside the writing of it; what it throws ends the writing.</param>
    /// <param name="ct">Stops it.</param>
    ValueTask<Blob> WriteAsync(Stream content, Action<ReadOnlyMemory<byte>> observe, CancellationToken ct = default);

    /// <summary>Opens a blob, or <paramref name="length"/> bytes of it from <paramref name="offset"/>; null when there is no such blob. Deleting it does
    /// not disturb an open stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The blob is shorter.</exception>
    ValueTask<Stream?> OpenAsync(BlobId id, long offset = 0, long? length = null, CancellationToken ct = default);

    /// <summary>Removes a blob; nothing happens when it is absent.</summary>
    ValueTask DeleteAsync(BlobId id, CancellationToken ct = default);

    /// <summary>Removes blobs older than <paramref name="grace"/> that nothing names, and what interrupted writes left behind.</summary>
    /// <param name="grace">Longer than any write takes from its blob to its commit.</param>
    /// <param name="isReferenced">Whether a row names the blob.</param>
    /// <param name="ct">Stops between two blobs.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> CollectAsync(TimeSpan grace, Func<BlobId, ValueTask<bool>> isReferenced, CancellationToken ct = default);
}
