using Undercast.Storage;

namespace Undercast.S3;

/// <summary>An object that was found, with the bucket that holds it.</summary>
internal sealed record FoundObject(BucketRecord Bucket, ObjectRecord Object);

/// <summary>Reads objects: what the operations, the websites and the port of other services share.</summary>
internal sealed class ObjectAccess(IStore store, Bodies bodies)
{
    // A row that was read may be replaced before its body is opened; then the new one is what is asked for.
    private const int Attempts = 5;

    /// <summary>The version that is asked for, or the current one; delete markers are refused.</summary>
    public static async ValueTask<ObjectRecord> FindAsync(IReadTransaction tx, BucketRecord bucket, string key, string? version, string method)
    {
        if (version is { Length: > 0 })
        {
            if (await Versions.FindAsync(tx, bucket.Id, key, version) is not { } row) throw new NoSuchVersion(key, version);
            return row.Record.IsMarker ? throw new MethodNotAllowed(method) : row.Record;
        }
        if (await Versions.CurrentAsync(tx, bucket.Id, key) is not { } current) throw new NoSuchKey(key);
        if (current.Record.IsMarker) throw new NoSuchKey(key) { DeleteMarker = true, MarkerVersion = current.Record.VersionId ?? Versions.Null };
        return current.Record;
    }

    public ValueTask<FoundObject> FindAsync(string bucketName, string key, string? version, string method, CancellationToken ct) => store.ReadAsync(
        async tx =>
        {
            var bucket = await AccessPoints.BucketAsync(tx, bucketName) ?? throw new NoSuchBucket(bucketName);
            return new FoundObject(bucket, await FindAsync(tx, bucket, key, version, method));
        },
        ct);

    /// <summary>Finds an object and opens the part of it that <paramref name="choose"/> names, which also checks what must hold first.</summary>
    public async ValueTask<(FoundObject Found, ByteRange? Range, Stream Body)> OpenAsync(
        string bucket, string key, string? version, string method, CustomerKey? customerKey, DateTimeOffset now, Func<FoundObject, ByteRange?> choose, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await FindAsync(bucket, key, version, method, ct);
            CustomerKey.Check(found.Object.CustomerKey, customerKey);
            var range = choose(found);
            RestoreRules.CheckReadable(found.Object, now);
            var (offset, length) = range is { } r ? (r.Offset, r.Length) : (0, found.Object.Size);
            if (await bodies.OpenAsync(found.Object.Segments, offset, length, customerKey, ct) is { } body) return (found, range, body);
            if (attempt == Attempts) throw new StoreCorruptException($"The body of an object in {bucket} is missing.");
        }
    }
}
