using System.Collections.Immutable;
using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<CompleteMultipartUploadOutput> CompleteMultipartUpload(CompleteMultipartUploadInput input, CallContext call)
    {
        var key = CustomerKey.Of(input);
        var salt = Versions.Salt();
        var eventId = Ids.NewGuid();
        var stated = Checksums.Stated(new WholeChecksum(input));
        var (stored, dropped) = await store.WriteAsync(
            async tx =>
            {
                var (bucket, at, upload) = await FindUploadAsync(tx, input.Bucket, input.ExpectedBucketOwner, input.Key, input.UploadId);
                var current = await Versions.CurrentAsync(tx, bucket.Id, input.Key);
                Preconditions.CheckWrite(current?.Record, input.Key, input.IfMatch, input.IfNoneMatch);
                if (key is not null) CustomerKey.CheckPart(upload.CustomerKey, key);
                var arrived = (await S3Tables.Parts.RangeAsync(tx, S3Tables.Parts.Prefix(input.UploadId))).ToDictionary(p => p.Key.Number, p => p.Record);
                var parts = UploadRules.Choose(input.MultipartUpload?.Parts, arrived.GetValueOrDefault, upload, input.UploadId);
                var checksum = Checksums.OfParts(upload.Checksum, upload.IsComposite, [.. parts.Select(p => (p.Part.Checksum, p.Part.Body.Length))]);
                if (stated is { } whole && !Holds(whole, checksum)) throw Checksums.Mismatch(whole.Kind);
                var record = new ObjectRecord
                {
                    Modified = Seconds(call.Now),
                    Owner = upload.Owner,
                    Size = parts.Sum(p => p.Part.Body.Length),
                    ETag = UploadRules.ETag(parts),
                    StorageClass = upload.StorageClass,
                    Acl = upload.Acl,
                    Grants = upload.Grants,
                    CustomerKey = upload.CustomerKey,
                    KmsKey = upload.KmsKey,
                    LockMode = upload.LockMode,
                    LockUntil = upload.LockUntil,
                    LegalHold = upload.LegalHold,
                    Checksum = checksum,
                    Headers = upload.Headers,
                    Metadata = upload.Metadata,
                    Tags = upload.Tags,
                    Segments = [.. parts.Select(p => p.Part.Body)],
                    Parts = [.. parts.Select(p => new ObjectPartRecord(p.Number, p.Part.Body.Length, upload.ChecksumIsChosen ? p.Part.Checksum : null))],
                };
                if (input.MpuObjectSize is { } size && size != record.Size)
                    throw new InvalidRequest($"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {record.Size}");
                var unused = await RemoveUploadAsync(tx, at, [.. record.Segments.Select(s => s.Id)]);
                var marked = ReplicationRules.Mark(bucket, input.Key, LockRules.Lock(record, bucket, call.Now));
                var (row, gone) = await PlaceAsync(tx, bucket, input.Key, marked, current, salt, call.Now);
                await Replicator.PublishAsync(tx, bucket, row, eventId);
                await notifier.PublishAsync(tx, bucket, "ObjectCreated:CompleteMultipartUpload", input.Key, row.Record, -row.Key.Order, eventId, call);
                return (new FoundObject(bucket, row.Record), unused.AddRange(gone));
            },
            call.Cancelled);
        await bodies.DropAsync(dropped);
        var shown = stored.Object.Checksum!;
        return new CompleteMultipartUploadOutput
        {
            Location = $"{call.Endpoint}/{input.Bucket}/{Listing.Encode(input.Key, true)}",
            Bucket = input.Bucket,
            Key = input.Key,
            ETag = stored.Object.QuotedETag,
            ServerSideEncryption = stored.Object.Encryption,
            SSEKMSKeyId = stored.Object.KmsKey?.Arn,
            BucketKeyEnabled = stored.Object.KmsKey?.BucketKey,
            Expiration = LifecycleRules.Shown(stored.Bucket, input.Key, stored.Object),
            VersionId = stored.Bucket.Versioning == BucketRecord.Enabled ? stored.Object.VersionId : null,
            ChecksumType = shown.Type,
            ChecksumCRC32 = shown.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = shown.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = shown.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = shown.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = shown.Of(ChecksumKind.Sha256),
        };
    }

    private static bool Holds((ChecksumKind Kind, string Text) stated, ChecksumValue checksum) =>
        // The count of parts may be left out of a composite one.
        stated.Kind != checksum.Kind || stated.Text == (checksum.IsComposite ? checksum.Text[..checksum.Text.LastIndexOf('-')] : checksum.Text);

    /// <summary>The checksum of the whole object, without the count that a composite one may have behind it.</summary>
    private sealed class WholeChecksum(IChecksums given) : IChecksums
    {
        public string? ChecksumCRC32 => Plain(given.ChecksumCRC32);

        public string? ChecksumCRC32C => Plain(given.ChecksumCRC32C);

        public string? ChecksumCRC64NVME => given.ChecksumCRC64NVME;

        public string? ChecksumSHA1 => Plain(given.ChecksumSHA1);

        public string? ChecksumSHA256 => Plain(given.ChecksumSHA256);

        private static string? Plain(string? text) => text?.LastIndexOf('-') is { } at and > 0 ? text[..at] : text;
    }
}
