using System.Collections.Immutable;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<CreateMultipartUploadOutput> CreateMultipartUpload(CreateMultipartUploadInput input, CallContext call)
    {
        ObjectRules.CheckKey(input.Key);
        var key = CustomerKey.Of(input);
        EncryptionRules.Check(input, key);
        LockRules.Check(input, call.Now);
        var kind = Checksums.Parse(input.ChecksumAlgorithm);
        var upload = new UploadRecord
        {
            Initiated = Seconds(call.Now),
            InitiatorArn = call.Caller.Arn,
            Owner = call.Account,
            StorageClass = ObjectRules.StorageClass(input.StorageClass),
            CustomerKey = key?.Seal(),
            LockMode = input.ObjectLockMode,
            LockUntil = input.ObjectLockRetainUntilDate,
            LegalHold = LockRules.Hold(input.ObjectLockLegalHoldStatus),
            Checksum = kind ?? ChecksumKind.Crc64Nvme,
            ChecksumIsChosen = kind is not null,
            IsComposite = UploadRules.IsComposite(kind ?? ChecksumKind.Crc64Nvme, input.ChecksumType),
            Metadata = ObjectRules.Metadata(input.Metadata),
            Tags = TagRules.ReadHeader(input.Tagging),
            Headers = ObjectRules.Headers(
                (ObjectRecord.ContentType, input.ContentType), ("Cache-Control", input.CacheControl), ("Content-Disposition", input.ContentDisposition),
                ("Content-Encoding", ObjectRules.PlainEncoding(input.ContentEncoding)), ("Content-Language", input.ContentLanguage), ("Expires", input.Expires),
                (ObjectRecord.Redirect, ObjectRules.CheckRedirect(input.WebsiteRedirectLocation))),
        };
        var id = UploadRules.NewId(call.Now);
        var kms = await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                var chosen = EncryptionRules.Choose(bucket, input, upload.CustomerKey, call.Caller);
                var draft = new ObjectDraft(input.Bucket, input.Key) { List = input, Event = "", Model = new ObjectRecord { Modified = upload.Initiated, Owner = upload.Owner, LockMode = upload.LockMode, LegalHold = upload.LegalHold } };
                var listed = await ListOfAsync(tx, draft, bucket, upload.Owner);
                if (key is not null) ObjectRules.CheckCustomerKeys(bucket);
                LockRules.Lock(listed, bucket, call.Now);
                S3Tables.Uploads.Put(tx, new UploadKey(bucket.Id, input.Key, id), upload with { Owner = listed.Owner, Acl = listed.Acl, Grants = listed.Grants, KmsKey = chosen });
                return chosen;
            },
            call.Cancelled);
        return new CreateMultipartUploadOutput
        {
            Bucket = input.Bucket,
            Key = input.Key,
            UploadId = id,
            ServerSideEncryption = key is not null ? null : kms is null ? EncryptionRules.Own : EncryptionRules.Kms,
            SSEKMSKeyId = kms?.Arn,
            BucketKeyEnabled = kms?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            ChecksumAlgorithm = kind?.Name(),
            ChecksumType = kind is null ? null : upload.IsComposite ? "COMPOSITE" : "FULL_OBJECT",
        };
    }

    public async ValueTask<UploadPartOutput> UploadPart(UploadPartInput input, CallContext call)
    {
        var key = CustomerKey.Of(input);
        if (input.ContentLength > Limits.PartBytes) throw new EntityTooLarge(Limits.PartBytes);
        var (upload, part) = await StorePartAsync(
            input.Bucket, input.ExpectedBucketOwner, input.Key, input.UploadId, input.PartNumber,
            new IncomingBody(input.Body ?? Stream.Null, input.ContentLength, input.ContentMD5, Checksums.Stated(input), input.ChecksumAlgorithm) { Key = key }, call);
        var shown = new ChecksumValue(upload.Checksum, part.Checksum, false);
        return new UploadPartOutput
        {
            ETag = Quoted(part.ETag),
            ServerSideEncryption = key is not null ? null : upload.KmsKey is null ? EncryptionRules.Own : EncryptionRules.Kms,
            SSEKMSKeyId = upload.KmsKey?.Arn,
            BucketKeyEnabled = upload.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            ChecksumCRC32 = shown.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = shown.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = shown.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = shown.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = shown.Of(ChecksumKind.Sha256),
        };
    }

    public async ValueTask<UploadPartCopyOutput> UploadPartCopy(UploadPartCopyInput input, CallContext call)
    {
        var (key, sourceKey) = (CustomerKey.Of(input), CustomerKey.OfSource(input));
        var source = CopySource.Read(input.CopySource);
        var (found, _, body) = await objects.OpenAsync(
            source.Bucket, source.Key, source.VersionId, "GET", sourceKey, call.Now,
            f =>
            {
                CheckOwner(f.Bucket, input.ExpectedSourceBucketOwner);
                EncryptionRules.CheckReader(f, call.Caller);
                Preconditions.CheckSource(f.Object, input.CopySourceIfMatch, input.CopySourceIfUnmodifiedSince, input.CopySourceIfNoneMatch, input.CopySourceIfModifiedSince);
                return UploadRules.CopyRange(input.CopySourceRange, f.Object.Size);
            },
            call.Cancelled);
        await using var content = body;
        var (upload, part) = await StorePartAsync(
            input.Bucket, input.ExpectedBucketOwner, input.Key, input.UploadId, input.PartNumber, new IncomingBody(content, null, null, null, null) { Key = key }, call);
        var shown = upload.ChecksumIsChosen ? new ChecksumValue(upload.Checksum, part.Checksum, false) : null;
        return new UploadPartCopyOutput
        {
            CopySourceVersionId = Shown(found.Bucket, found.Object),
            ServerSideEncryption = key is not null ? null : upload.KmsKey is null ? EncryptionRules.Own : EncryptionRules.Kms,
            SSEKMSKeyId = upload.KmsKey?.Arn,
            BucketKeyEnabled = upload.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            CopyPartResult = new CopyPartResult
            {
                ETag = Quoted(part.ETag),
                LastModified = part.Modified,
                ChecksumCRC32 = shown?.Of(ChecksumKind.Crc32),
                ChecksumCRC32C = shown?.Of(ChecksumKind.Crc32C),
                ChecksumCRC64NVME = shown?.Of(ChecksumKind.Crc64Nvme),
                ChecksumSHA1 = shown?.Of(ChecksumKind.Sha1),
                ChecksumSHA256 = shown?.Of(ChecksumKind.Sha256),
            },
        };
    }

    public async ValueTask<AbortMultipartUploadOutput> AbortMultipartUpload(AbortMultipartUploadInput input, CallContext call)
    {
        var dropped = await store.WriteAsync(
            async tx =>
            {
                var (_, key, _) = await FindUploadAsync(tx, input.Bucket, input.ExpectedBucketOwner, input.Key, input.UploadId);
                return await RemoveUploadAsync(tx, key, keep: null);
            },
            call.Cancelled);
        await bodies.DropAsync(dropped);
        return new AbortMultipartUploadOutput();
    }

    /// <summary>Takes a part's body and makes it the part of that number, in place of one that was there.</summary>
    private async ValueTask<(UploadRecord Upload, PartRecord Part)> StorePartAsync(
        string bucket, string? expectedOwner, string key, string uploadId, int number, IncomingBody body, CallContext call)
    {
        if (number is < 1 or > Limits.Parts) throw new InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", $"{number}");
        var upload = (await store.ReadAsync(tx => FindUploadAsync(tx, bucket, expectedOwner, key, uploadId), call.Cancelled)).Upload;
        if (upload.ChecksumIsChosen && body.Kind is { } chosen && chosen != upload.Checksum)
            throw new InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {upload.Checksum.Name().ToLowerInvariant()}, actual checksum Type: {chosen.Name().ToLowerInvariant()}");
        CustomerKey.CheckPart(upload.CustomerKey, body.Key);
        var taken = await TakeAsync(body, upload.Checksum, Limits.PartBytes, call);
        var part = new PartRecord(taken.Segment, taken.ETag, taken.Checksums[0], Seconds(call.Now));
        ImmutableList<Segment> dropped;
        try
        {
            dropped = await store.WriteAsync(
                async tx =>
                {
                    await FindUploadAsync(tx, bucket, expectedOwner, key, uploadId);
                    var at = new PartKey(uploadId, number);
                    var gone = await S3Tables.Parts.GetAsync(tx, at) is { } old ? Bodies.Release(tx, [old.Body]) : [];
                    await Bodies.NameAsync(tx, taken, call.Now);
                    S3Tables.Parts.Put(tx, at, part);
                    return gone;
                },
                call.Cancelled);
        }
        catch
        {
            await bodies.DropAsync([taken.Segment]);
            throw;
        }
        await bodies.DropAsync(dropped);
        return (upload, part);
    }

    private static async ValueTask<(BucketRecord Bucket, UploadKey Key, UploadRecord Upload)> FindUploadAsync(IReadTransaction tx, string name, string? expectedOwner, string key, string uploadId)
    {
        var bucket = await FindAsync(tx, name, expectedOwner);
        var at = new UploadKey(bucket.Id, key, uploadId);
        return (bucket, at, await S3Tables.Uploads.GetAsync(tx, at) ?? throw new NoSuchUpload(uploadId));
    }

    /// <summary>Forgets an upload and its parts; the bodies in <paramref name="keep"/> have become an object's.</summary>
    internal static async ValueTask<ImmutableList<Segment>> RemoveUploadAsync(IWriteTransaction tx, UploadKey key, HashSet<string>? keep)
    {
        var parts = await S3Tables.Parts.RangeAsync(tx, S3Tables.Parts.Prefix(key.Id));
        S3Tables.Parts.DeleteRange(tx, S3Tables.Parts.Prefix(key.Id));
        S3Tables.Uploads.Delete(tx, key);
        return Bodies.Release(tx, parts.Select(p => p.Record.Body).Where(b => keep?.Contains(b.Id) != true));
    }
}
