using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<CopyObjectOutput> CopyObject(CopyObjectInput input, CallContext call)
    {
        var (key, sourceKey) = (CustomerKey.Of(input), CustomerKey.OfSource(input));
        EncryptionRules.Check(input, key);
        LockRules.Check(input, call.Now);
        ObjectRules.CheckKey(input.Key);
        var source = CopySource.Read(input.CopySource);
        var storageClass = ObjectRules.StorageClass(input.StorageClass);
        var replacesMetadata = Replaces(input.MetadataDirective, "x-amz-metadata-directive");
        var replacesTags = Replaces(input.TaggingDirective, "x-amz-tagging-directive");
        var tags = TagRules.ReadHeader(input.Tagging);
        var headers = ObjectRules.Headers(
            (ObjectRecord.ContentType, input.ContentType), ("Cache-Control", input.CacheControl), ("Content-Disposition", input.ContentDisposition),
            ("Content-Encoding", input.ContentEncoding), ("Content-Language", input.ContentLanguage), ("Expires", input.Expires));
        var metadata = ObjectRules.Metadata(input.Metadata);
        var redirect = ObjectRules.CheckRedirect(input.WebsiteRedirectLocation);

        var (found, _, body) = await objects.OpenAsync(
            source.Bucket, source.Key, source.VersionId, "GET", sourceKey, call.Now,
            f =>
            {
                CheckOwner(f.Bucket, input.ExpectedSourceBucketOwner);
                EncryptionRules.CheckReader(f, call.Caller);
                Preconditions.CheckSource(f.Object, input.CopySourceIfMatch, input.CopySourceIfUnmodifiedSince, input.CopySourceIfNoneMatch, input.CopySourceIfModifiedSince);
                if (f.Object.Size > Limits.PutBytes) throw new InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {Limits.PutBytes}");
                return null;
            },
            call.Cancelled);
        await using var content = body;
        var from = found.Object;
        // AWS: an object may be copied onto itself only to change something.
        if (source.Bucket == input.Bucket && source.Key == input.Key && source.VersionId is null && !replacesMetadata && storageClass == from.StorageClass && redirect is null && key is null && sourceKey is null && input.ServerSideEncryption is null && found.Bucket.Versioning is null)
        {
            throw new InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }
        var kept = replacesMetadata ? headers : from.Headers.Where(h => h.Key != ObjectRecord.Redirect).ToDictionary(h => h.Key, h => h.Value);
        if (redirect is not null) kept = new Dictionary<string, string>(kept) { [ObjectRecord.Redirect] = redirect };
        var draft = new ObjectDraft(input.Bucket, input.Key)
        {
            ExpectedOwner = input.ExpectedBucketOwner,
            List = input,
            Encryption = input,
            IfMatch = input.IfMatch,
            IfNoneMatch = input.IfNoneMatch,
            Event = "ObjectCreated:Copy",
            Model = new ObjectRecord
            {
                Modified = Seconds(call.Now),
                Owner = call.Account,
                StorageClass = storageClass,
                Headers = kept,
                Metadata = replacesMetadata ? metadata : from.Metadata,
                Tags = replacesTags ? tags : from.Tags,
                CustomerKey = key?.Seal(),
                LockMode = input.ObjectLockMode,
                LockUntil = input.ObjectLockRetainUntilDate,
                LegalHold = LockRules.Hold(input.ObjectLockLegalHoldStatus),
            },
        };
        var algorithm = Checksums.Parse(input.ChecksumAlgorithm) ?? from.Checksum?.Kind;
        var stored = await PutAsync(draft, new IncomingBody(content, null, null, null, algorithm?.Name()) { Key = key }, call);
        var checksum = stored.Object.Checksum!;
        return new CopyObjectOutput
        {
            CopySourceVersionId = Shown(found.Bucket, from),
            VersionId = stored.Bucket.Versioning == BucketRecord.Enabled ? stored.Object.VersionId : null,
            ServerSideEncryption = stored.Object.Encryption,
            SSEKMSKeyId = stored.Object.KmsKey?.Arn,
            BucketKeyEnabled = stored.Object.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            Expiration = LifecycleRules.Shown(stored.Bucket, input.Key, stored.Object),
            RequestCharged = Charged(stored.Bucket, call),
            CopyObjectResult = new CopyObjectResult
            {
                ETag = stored.Object.QuotedETag,
                LastModified = stored.Object.Modified,
                ChecksumType = checksum.Type,
                ChecksumCRC32 = checksum.Of(ChecksumKind.Crc32),
                ChecksumCRC32C = checksum.Of(ChecksumKind.Crc32C),
                ChecksumCRC64NVME = checksum.Of(ChecksumKind.Crc64Nvme),
                ChecksumSHA1 = checksum.Of(ChecksumKind.Sha1),
                ChecksumSHA256 = checksum.Of(ChecksumKind.Sha256),
            },
        };
    }

    private static bool Replaces(string? directive, string header) => directive switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        _ => throw new InvalidArgument("Unknown metadata directive.", header, directive),
    };

    private static void CheckOwner(BucketRecord bucket, string? expected)
    {
        if (expected is not null && expected != bucket.Account) throw new CommonException(CommonError.AccessDenied, "Access Denied");
    }
}
