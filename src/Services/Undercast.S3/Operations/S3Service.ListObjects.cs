using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<ListObjectsOutput> ListObjects(ListObjectsInput input, CallContext call)
    {
        var (prefix, delimiter, marker) = (input.Prefix ?? "", input.Delimiter ?? "", input.Marker ?? "");
        var most = Listing.MaxKeys(input.MaxKeys, "max-keys");
        var encoded = Listing.IsEncoded(input.EncodingType);
        var (bucket, lines, hasMore) = await ListAsync(input.Bucket, input.ExpectedBucketOwner, prefix, delimiter, marker, most, call);
        return new ListObjectsOutput
        {
            Name = input.Bucket,
            Prefix = Listing.Encode(prefix, encoded),
            Marker = Listing.Encode(marker, encoded),
            MaxKeys = input.MaxKeys ?? Limits.Keys,
            Delimiter = Listing.Encode(input.Delimiter, encoded),
            EncodingType = encoded ? input.EncodingType : null,
            IsTruncated = hasMore,
            // AWS: only with a delimiter; without one the last key is the next marker (ListObjects, NextMarker).
            NextMarker = hasMore && delimiter.Length > 0 ? Listing.Encode(lines[^1].Name, encoded) : null,
            Contents = Contents(lines, encoded, bucket.Account),
            CommonPrefixes = Prefixes(lines, encoded),
        };
    }

    public async ValueTask<ListObjectsV2Output> ListObjectsV2(ListObjectsV2Input input, CallContext call)
    {
        var (prefix, delimiter) = (input.Prefix ?? "", input.Delimiter ?? "");
        var most = Listing.MaxKeys(input.MaxKeys, "max-keys");
        var encoded = Listing.IsEncoded(input.EncodingType);
        if (input.ContinuationToken is "") throw new InvalidArgument("The continuation token provided is incorrect", "continuation-token", "");
        var after = input.ContinuationToken is { } token ? Listing.ReadToken(token) : input.StartAfter ?? "";
        var (bucket, lines, hasMore) = await ListAsync(input.Bucket, input.ExpectedBucketOwner, prefix, delimiter, after, most, call);
        return new ListObjectsV2Output
        {
            Name = input.Bucket,
            Prefix = Listing.Encode(prefix, encoded),
            StartAfter = Listing.Encode(input.StartAfter, encoded),
            MaxKeys = input.MaxKeys ?? Limits.Keys,
            KeyCount = lines.Count,
            Delimiter = Listing.Encode(input.Delimiter, encoded),
            EncodingType = encoded ? input.EncodingType : null,
            IsTruncated = hasMore,
            ContinuationToken = input.ContinuationToken,
            NextContinuationToken = hasMore ? Listing.MakeToken(lines[^1].Name) : null,
            Contents = Contents(lines, encoded, input.FetchOwner == true ? bucket.Account : null),
            CommonPrefixes = Prefixes(lines, encoded),
        };
    }

    public async ValueTask<ListObjectVersionsOutput> ListObjectVersions(ListObjectVersionsInput input, CallContext call)
    {
        var (prefix, delimiter, marker) = (input.Prefix ?? "", input.Delimiter ?? "", input.KeyMarker ?? "");
        var most = Listing.MaxKeys(input.MaxKeys, "max-keys");
        var encoded = Listing.IsEncoded(input.EncodingType);
        if (input.VersionIdMarker is { Length: > 0 } && marker.Length == 0) throw new InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", input.VersionIdMarker);
        var (bucket, page) = await store.ReadAsync(
            async tx =>
            {
                var found = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                return (found, await VersionListing.WalkAsync(tx, found.Id, prefix, delimiter, marker, input.VersionIdMarker, most));
            },
            call.Cancelled);
        var owner = BucketNames.Owner(bucket.Account);
        return new ListObjectVersionsOutput
        {
            Name = input.Bucket,
            Prefix = Listing.Encode(prefix, encoded),
            KeyMarker = Listing.Encode(marker, encoded),
            VersionIdMarker = input.VersionIdMarker ?? "",
            MaxKeys = input.MaxKeys ?? Limits.Keys,
            Delimiter = Listing.Encode(input.Delimiter, encoded),
            EncodingType = encoded ? input.EncodingType : null,
            IsTruncated = page.IsTruncated,
            NextKeyMarker = page.IsTruncated ? Listing.Encode(page.NextKey, encoded) : null,
            NextVersionIdMarker = page.IsTruncated ? page.NextVersion : null,
            Versions = [.. page.Rows.Where(r => !r.Record.IsMarker).Select(r => new ObjectVersion
            {
                Key = Listing.Encode(r.Key, encoded), VersionId = r.Record.VersionId ?? S3.Versions.Null, IsLatest = r.IsLatest, LastModified = r.Record.Modified, ETag = r.Record.QuotedETag,
                Size = r.Record.Size, StorageClass = r.Record.StorageClass, Owner = owner, ChecksumAlgorithm = Algorithm(r.Record), ChecksumType = r.Record.Checksum?.Type,
            })],
            DeleteMarkers = [.. page.Rows.Where(r => r.Record.IsMarker).Select(r => new DeleteMarkerEntry
            {
                Key = Listing.Encode(r.Key, encoded), VersionId = r.Record.VersionId ?? S3.Versions.Null, IsLatest = r.IsLatest, LastModified = r.Record.Modified, Owner = owner,
            })],
            CommonPrefixes = [.. page.CommonPrefixes.Select(p => new CommonPrefix { Prefix = Listing.Encode(p, encoded) })],
        };
    }

    private ValueTask<(BucketRecord Bucket, List<ListedKey> Lines, bool IsTruncated)> ListAsync(
        string name, string? expectedOwner, string prefix, string delimiter, string after, int most, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var bucket = await FindAsync(tx, name, expectedOwner);
            var (lines, hasMore) = await Listing.WalkAsync(tx, bucket.Id, prefix, delimiter, after, most);
            return (bucket, lines, hasMore);
        },
        call.Cancelled);

    private static IReadOnlyList<Object> Contents(List<ListedKey> lines, bool encoded, string? owner)
    {
        var shown = owner is null ? null : BucketNames.Owner(owner);
        return
        [
            .. lines.Where(l => l.Object is not null).Select(l => new Object
            {
                Key = Listing.Encode(l.Name, encoded), LastModified = l.Object!.Modified, ETag = l.Object.QuotedETag, Size = l.Object.Size, StorageClass = l.Object.StorageClass, Owner = shown,
                ChecksumAlgorithm = Algorithm(l.Object), ChecksumType = l.Object.Checksum?.Type,
            }),
        ];
    }

    private static IReadOnlyList<CommonPrefix> Prefixes(List<ListedKey> lines, bool encoded) =>
        [.. lines.Where(l => l.Object is null).Select(l => new CommonPrefix { Prefix = Listing.Encode(l.Name, encoded) })];

    private static string[]? Algorithm(ObjectRecord o) => o.Checksum is { } checksum ? [checksum.Kind.Name()] : null;
}
