using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectInput : IVersionInput, ICustomerKey, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("If-Match")] public string? IfMatch { get; init; }
    [HttpHeader("If-Modified-Since")] public DateTimeOffset? IfModifiedSince { get; init; }
    [HttpHeader("If-None-Match")] public string? IfNoneMatch { get; init; }
    [HttpHeader("If-Unmodified-Since")] public DateTimeOffset? IfUnmodifiedSince { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpHeader("Range")] public string? Range { get; init; }
    [HttpQuery("response-cache-control")] public string? ResponseCacheControl { get; init; }
    [HttpQuery("response-content-disposition")] public string? ResponseContentDisposition { get; init; }
    [HttpQuery("response-content-encoding")] public string? ResponseContentEncoding { get; init; }
    [HttpQuery("response-content-language")] public string? ResponseContentLanguage { get; init; }
    [HttpQuery("response-content-type")] public string? ResponseContentType { get; init; }
    [HttpQuery("response-expires"), Timestamp(TimestampFormat.HttpDate)] public DateTimeOffset? ResponseExpires { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpQuery("partNumber")] public int? PartNumber { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-checksum-mode")] public string? ChecksumMode { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record GetObjectOutput : IChecksums
{
    [HttpStatus] public int? StatusCode { get; init; }
    [HttpPayload] public Stream? Body { get; init; }
    [HttpHeader("x-amz-delete-marker")] public bool? DeleteMarker { get; init; }
    [HttpHeader("accept-ranges")] public string? AcceptRanges { get; init; }
    [HttpHeader("Last-Modified")] public DateTimeOffset? LastModified { get; init; }
    [HttpHeader("Content-Length")] public long? ContentLength { get; init; }
    [HttpHeader("ETag")] public string? ETag { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpHeader("x-amz-checksum-type")] public string? ChecksumType { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpHeader("Cache-Control")] public string? CacheControl { get; init; }
    [HttpHeader("Content-Disposition")] public string? ContentDisposition { get; init; }
    [HttpHeader("Content-Encoding")] public string? ContentEncoding { get; init; }
    [HttpHeader("Content-Language")] public string? ContentLanguage { get; init; }
    [HttpHeader("Content-Range")] public string? ContentRange { get; init; }
    [HttpHeader("Content-Type")] public string? ContentType { get; init; }
    [HttpHeader("Expires")] public string? Expires { get; init; }
    [HttpHeader("x-amz-website-redirect-location")] public string? WebsiteRedirectLocation { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpPrefixHeaders("x-amz-meta-")] public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    [HttpHeader("x-amz-storage-class")] public string? StorageClass { get; init; }
    [HttpHeader("x-amz-mp-parts-count")] public int? PartsCount { get; init; }
    [HttpHeader("x-amz-tagging-count")] public int? TagCount { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-object-lock-mode")] public string? ObjectLockMode { get; init; }
    [HttpHeader("x-amz-object-lock-retain-until-date"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? ObjectLockRetainUntilDate { get; init; }
    [HttpHeader("x-amz-object-lock-legal-hold")] public string? ObjectLockLegalHoldStatus { get; init; }
    [HttpHeader("x-amz-expiration")] public string? Expiration { get; init; }
    [HttpHeader("x-amz-restore")] public string? Restore { get; init; }
    [HttpHeader("x-amz-replication-status")] public string? ReplicationStatus { get; init; }
    [HttpHeader("x-amz-request-charged")] public string? RequestCharged { get; init; }
}
