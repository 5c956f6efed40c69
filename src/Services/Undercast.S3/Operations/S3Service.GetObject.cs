using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<GetObjectOutput> GetObject(GetObjectInput input, CallContext call)
    {
        var key = CustomerKey.Of(input);
        CheckOverrides(input, call);
        var reading = new Reading(
            input.IfMatch, input.IfUnmodifiedSince, input.IfNoneMatch, input.IfModifiedSince, input.Range, input.PartNumber, input.ChecksumMode, input.ExpectedBucketOwner);
        ByteRange? Choose(FoundObject f)
        {
            EncryptionRules.CheckReader(f, call.Caller);
            return reading.Choose(f);
        }
        var (found, range, body) = await VisibleAsync(
            input, call, () => objects.OpenAsync(input.Bucket, input.Key, input.VersionId, "GET", key, call.Now, Choose, call.Cancelled));
        var o = found.Object;
        var checksum = reading.Shown(o, range);
        return new GetObjectOutput
        {
            Body = body,
            StatusCode = range is null ? null : 206,
            AcceptRanges = "bytes",
            ContentLength = range?.Length ?? o.Size,
            ContentRange = range?.ContentRange(o.Size),
            LastModified = o.Modified,
            ETag = o.QuotedETag,
            ChecksumCRC32 = checksum?.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = checksum?.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = checksum?.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = checksum?.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = checksum?.Of(ChecksumKind.Sha256),
            ChecksumType = checksum?.Type,
            VersionId = Shown(found.Bucket, o),
            CacheControl = input.ResponseCacheControl ?? Header(o, "Cache-Control"),
            ContentDisposition = input.ResponseContentDisposition ?? Header(o, "Content-Disposition"),
            ContentEncoding = input.ResponseContentEncoding ?? Header(o, "Content-Encoding"),
            ContentLanguage = input.ResponseContentLanguage ?? Header(o, "Content-Language"),
            ContentType = input.ResponseContentType ?? ContentType(o),
            Expires = input.ResponseExpires?.ToString("R", null) ?? Header(o, "Expires"),
            WebsiteRedirectLocation = Header(o, ObjectRecord.Redirect),
            ServerSideEncryption = o.Encryption,
            SSEKMSKeyId = o.KmsKey?.Arn,
            BucketKeyEnabled = o.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            ObjectLockMode = o.LockMode,
            ObjectLockRetainUntilDate = o.LockUntil,
            ObjectLockLegalHoldStatus = LockRules.Status(o.LegalHold),
            Restore = RestoreRules.Shown(o, call.Now),
            ReplicationStatus = o.Replication,
            Expiration = LifecycleRules.Shown(found.Bucket, input.Key, o),
            RequestCharged = Charged(found.Bucket, call),
            Metadata = o.Metadata,
            StorageClass = o.StorageClass == "STANDARD" ? null : o.StorageClass,
            PartsCount = input.PartNumber is not null && o.Parts.Count > 0 ? o.Parts.Count : null,
            TagCount = o.Tags.Count > 0 ? o.Tags.Count : null,
        };
    }

    public async ValueTask<HeadObjectOutput> HeadObject(HeadObjectInput input, CallContext call)
    {
        var reading = new Reading(
            input.IfMatch, input.IfUnmodifiedSince, input.IfNoneMatch, input.IfModifiedSince, input.Range, input.PartNumber, input.ChecksumMode, input.ExpectedBucketOwner);
        var key = CustomerKey.Of(input);
        var found = await VisibleAsync(input, call, () => objects.FindAsync(input.Bucket, input.Key, input.VersionId, "HEAD", call.Cancelled));
        CustomerKey.Check(found.Object.CustomerKey, key);
        EncryptionRules.CheckReader(found, call.Caller);
        var range = reading.Choose(found);
        var o = found.Object;
        var checksum = reading.Shown(o, range);
        return new HeadObjectOutput
        {
            StatusCode = range is null ? null : 206,
            AcceptRanges = "bytes",
            ContentLength = range?.Length ?? o.Size,
            ContentRange = range?.ContentRange(o.Size),
            LastModified = o.Modified,
            ETag = o.QuotedETag,
            ChecksumCRC32 = checksum?.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = checksum?.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = checksum?.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = checksum?.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = checksum?.Of(ChecksumKind.Sha256),
            ChecksumType = checksum?.Type,
            VersionId = Shown(found.Bucket, o),
            CacheControl = input.ResponseCacheControl ?? Header(o, "Cache-Control"),
            ContentDisposition = input.ResponseContentDisposition ?? Header(o, "Content-Disposition"),
            ContentEncoding = input.ResponseContentEncoding ?? Header(o, "Content-Encoding"),
            ContentLanguage = input.ResponseContentLanguage ?? Header(o, "Content-Language"),
            ContentType = input.ResponseContentType ?? ContentType(o),
            Expires = input.ResponseExpires?.ToString("R", null) ?? Header(o, "Expires"),
            WebsiteRedirectLocation = Header(o, ObjectRecord.Redirect),
            ServerSideEncryption = o.Encryption,
            SSEKMSKeyId = o.KmsKey?.Arn,
            BucketKeyEnabled = o.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            ObjectLockMode = o.LockMode,
            ObjectLockRetainUntilDate = o.LockUntil,
            ObjectLockLegalHoldStatus = LockRules.Status(o.LegalHold),
            Restore = RestoreRules.Shown(o, call.Now),
            ReplicationStatus = o.Replication,
            Expiration = LifecycleRules.Shown(found.Bucket, input.Key, o),
            RequestCharged = Charged(found.Bucket, call),
            Metadata = o.Metadata,
            StorageClass = o.StorageClass == "STANDARD" ? null : o.StorageClass,
            PartsCount = input.PartNumber is not null && o.Parts.Count > 0 ? o.Parts.Count : null,
            TagCount = o.Tags.Count > 0 ? o.Tags.Count : null,
        };
    }

    /// <summary>Hides from callers who may not list the bucket whether a key exists.</summary>
    private async ValueTask<T> VisibleAsync<T>(IVersionInput input, CallContext call, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (NoSuchKey)
        {
            // AWS: "If you don't have the s3:ListBucket permission, Amazon S3 returns an HTTP status code 403" (GetObject).
            await access.DemandAsync(call, "s3:ListBucket", $"arn:{call.Partition}:s3:::{input.Bucket}");
            throw;
        }
    }

    // AWS: response headers are changed for signed requests only (GetObject).
    private static void CheckOverrides(GetObjectInput i, CallContext call)
    {
        if (call.Caller.Kind == PrincipalKind.Anonymous
            && (i.ResponseCacheControl ?? i.ResponseContentDisposition ?? i.ResponseContentEncoding ?? i.ResponseContentLanguage ?? i.ResponseContentType ?? i.ResponseExpires?.ToString("R", null)) is not null)
            throw new InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
    }

    /// <summary>A version id as answers show it: not at all where versions were never kept.</summary>
    private static string? Shown(BucketRecord bucket, ObjectRecord found) => bucket.Versioning is null ? null : found.VersionId ?? Versions.Null;

    private static string ContentType(ObjectRecord o) => Header(o, ObjectRecord.ContentType) ?? "binary/octet-stream";

    private static string? Header(ObjectRecord o, string name) => o.Headers.GetValueOrDefault(name);

    /// <summary>What a read asks for.</summary>
    private sealed record Reading(
        string? IfMatch, DateTimeOffset? IfUnmodifiedSince, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, string? Range, int? PartNumber, string? ChecksumMode, string? ExpectedOwner)
    {
        /// <summary>Checks the conditions and gives the range to send, or null for all.</summary>
        public ByteRange? Choose(FoundObject found)
        {
            if (ExpectedOwner is not null && ExpectedOwner != found.Bucket.Account) throw new CommonException(CommonError.AccessDenied, "Access Denied");
            Preconditions.CheckRead(found.Object, IfMatch, IfUnmodifiedSince, IfNoneMatch, IfModifiedSince);
            if (PartNumber is not { } number) return ByteRange.Read(Range, found.Object.Size);
            if (Range is not null) throw new InvalidRequest("Cannot specify both Range header and partNumber query parameter");
            return PartOf(found.Object, number);
        }

        /// <summary>The checksum that the answer carries: that of the whole object, and only with it.</summary>
        public ChecksumValue? Shown(ObjectRecord o, ByteRange? range) =>
            ChecksumMode is not null && ChecksumMode.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) && (range is null || range.Value.Length == o.Size) ? o.Checksum : null;

        private static ByteRange? PartOf(ObjectRecord o, int number)
        {
            if (number is < 1 or > Limits.Parts) throw new InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", $"{number}");
            var count = Math.Max(1, o.Parts.Count);
            if (number > count) throw new InvalidPartNumber(number, count);
            if (o.Size == 0) return null;
            long offset = 0;
            for (var i = 0; i < number - 1; i++) offset += o.Parts[i].Size;
            return new ByteRange(offset, o.Parts.Count == 0 ? o.Size : o.Parts[number - 1].Size);
        }
    }
}
