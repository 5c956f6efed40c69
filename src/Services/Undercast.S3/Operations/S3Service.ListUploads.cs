using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<ListPartsOutput> ListParts(ListPartsInput input, CallContext call)
    {
        var most = Listing.MaxKeys(input.MaxParts, "max-parts");
        var after = input.PartNumberMarker ?? 0;
        if (after < 0) throw new InvalidArgument("Argument part-number-marker must be an integer between 0 and 2147483647", "part-number-marker", $"{after}");
        var (bucket, upload, rows) = await store.ReadAsync(
            async tx =>
            {
                var (found, _, record) = await FindUploadAsync(tx, input.Bucket, input.ExpectedBucketOwner, input.Key, input.UploadId);
                return (found, record, await S3Tables.Parts.RangeAsync(tx, S3Tables.Parts.Prefix(input.UploadId), most + 1, after: new PartKey(input.UploadId, after)));
            },
            call.Cancelled);
        var page = rows.Take(most).ToList();
        return new ListPartsOutput
        {
            Bucket = input.Bucket,
            Key = input.Key,
            UploadId = input.UploadId,
            PartNumberMarker = after,
            NextPartNumberMarker = page.Count > 0 ? page[^1].Key.Number : 0,
            MaxParts = most,
            IsTruncated = rows.Count > most,
            StorageClass = upload.StorageClass,
            Owner = BucketNames.Owner(bucket.Account),
            Initiator = Initiator(upload),
            ChecksumAlgorithm = upload.ChecksumIsChosen ? upload.Checksum.Name() : null,
            ChecksumType = upload.ChecksumIsChosen ? upload.IsComposite ? "COMPOSITE" : "FULL_OBJECT" : null,
            Parts = [.. page.Select(p => PartOf(p.Key.Number, p.Record, upload))],
        };
    }

    public async ValueTask<ListMultipartUploadsOutput> ListMultipartUploads(ListMultipartUploadsInput input, CallContext call)
    {
        var (prefix, delimiter, marker, idMarker) = (input.Prefix ?? "", input.Delimiter ?? "", input.KeyMarker ?? "", input.UploadIdMarker ?? "");
        var most = Listing.MaxKeys(input.MaxUploads, "max-uploads");
        var encoded = Listing.IsEncoded(input.EncodingType);
        var (bucket, rows) = await store.ReadAsync(
            async tx =>
            {
                var found = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                return (found, await S3Tables.Uploads.RangeAsync(tx, S3Tables.Uploads.TextPrefix(found.Id, prefix)));
            },
            call.Cancelled);
        var uploads = new List<MultipartUpload>();
        var prefixes = new List<string>();
        var hasMore = false;
        string? nextKey = null, nextId = null;
        foreach (var (key, upload) in rows)
        {
            var order = string.CompareOrdinal(key.Key, marker);
            // AWS: without an upload id the marker's own uploads are passed over; with one, those up to it.
            if (marker.Length > 0 && (order < 0 || (order == 0 && (idMarker.Length == 0 || string.CompareOrdinal(key.Id, idMarker) <= 0)))) continue;
            var common = Listing.CommonPrefix(key.Key, prefix, delimiter);
            if (common is not null && (common == marker || (prefixes.Count > 0 && prefixes[^1] == common))) continue;
            if (uploads.Count + prefixes.Count == most)
            {
                hasMore = most > 0;
                break;
            }
            (nextKey, nextId) = (common ?? key.Key, common is null ? key.Id : null);
            if (common is not null) prefixes.Add(common);
            else
            {
                uploads.Add(new MultipartUpload
                {
                    Key = Listing.Encode(key.Key, encoded), UploadId = key.Id, Initiated = upload.Initiated, StorageClass = upload.StorageClass, Owner = BucketNames.Owner(bucket.Account),
                    Initiator = Initiator(upload), ChecksumAlgorithm = upload.ChecksumIsChosen ? upload.Checksum.Name() : null,
                    ChecksumType = upload.ChecksumIsChosen ? upload.IsComposite ? "COMPOSITE" : "FULL_OBJECT" : null,
                });
            }
        }
        return new ListMultipartUploadsOutput
        {
            Bucket = input.Bucket,
            KeyMarker = Listing.Encode(marker, encoded),
            UploadIdMarker = idMarker,
            NextKeyMarker = hasMore ? Listing.Encode(nextKey, encoded) : null,
            NextUploadIdMarker = hasMore ? nextId : null,
            Prefix = Listing.Encode(prefix, encoded),
            Delimiter = Listing.Encode(input.Delimiter, encoded),
            EncodingType = encoded ? input.EncodingType : null,
            MaxUploads = most,
            IsTruncated = hasMore,
            Uploads = uploads,
            CommonPrefixes = [.. prefixes.Select(p => new CommonPrefix { Prefix = Listing.Encode(p, encoded) })],
        };
    }

    private static Part PartOf(int number, PartRecord part, UploadRecord upload)
    {
        var shown = upload.ChecksumIsChosen ? new ChecksumValue(upload.Checksum, part.Checksum, false) : null;
        return new Part
        {
            PartNumber = number,
            ETag = Quoted(part.ETag),
            Size = part.Body.Length,
            LastModified = part.Modified,
            ChecksumCRC32 = shown?.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = shown?.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = shown?.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = shown?.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = shown?.Of(ChecksumKind.Sha256),
        };
    }

    private static Initiator Initiator(UploadRecord upload) => new()
    {
        ID = upload.InitiatorArn.EndsWith(":root", StringComparison.Ordinal) ? BucketNames.CanonicalId(upload.Owner) : upload.InitiatorArn,
        DisplayName = null,
    };
}
