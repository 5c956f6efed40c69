using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("WriteOffsetBytes", Location = MemberLocation.Header, LocationName = "x-amz-write-offset-bytes")]
public sealed record PutObjectInput : IChecksums, ICustomerKey, IEncryption, IObjectLock, IGrants, IRequestPayer
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpPayload] public Stream? Body { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("Cache-Control")] public string? CacheControl { get; init; }
    [HttpHeader("Content-Disposition")] public string? ContentDisposition { get; init; }
    [HttpHeader("Content-Encoding")] public string? ContentEncoding { get; init; }
    [HttpHeader("Content-Language")] public string? ContentLanguage { get; init; }
    [HttpHeader("Content-Length")] public long? ContentLength { get; init; }
    [HttpHeader("Content-MD5")] public string? ContentMD5 { get; init; }
    [HttpHeader("Content-Type")] public string? ContentType { get; init; }
    [HttpHeader("x-amz-sdk-checksum-algorithm")] public string? ChecksumAlgorithm { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpHeader("Expires")] public string? Expires { get; init; }
    [HttpHeader("If-Match")] public string? IfMatch { get; init; }
    [HttpHeader("If-None-Match")] public string? IfNoneMatch { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpPrefixHeaders("x-amz-meta-")] public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-storage-class")] public string? StorageClass { get; init; }
    [HttpHeader("x-amz-website-redirect-location")] public string? WebsiteRedirectLocation { get; init; }
    [HttpHeader("x-amz-tagging")] public string? Tagging { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-object-lock-mode")] public string? ObjectLockMode { get; init; }
    [HttpHeader("x-amz-object-lock-retain-until-date"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? ObjectLockRetainUntilDate { get; init; }
    [HttpHeader("x-amz-object-lock-legal-hold")] public string? ObjectLockLegalHoldStatus { get; init; }
    [HttpHeader("x-amz-grant-full-control")] public string? GrantFullControl { get; init; }
    [HttpHeader("x-amz-grant-read")] public string? GrantRead { get; init; }
    [HttpHeader("x-amz-grant-read-acp")] public string? GrantReadACP { get; init; }
    [HttpHeader("x-amz-grant-write-acp")] public string? GrantWriteACP { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record PutObjectOutput : IChecksums
{
    [HttpHeader("ETag")] public string? ETag { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpHeader("x-amz-checksum-type")] public string? ChecksumType { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-object-size")] public long? Size { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-expiration")] public string? Expiration { get; init; }
    [HttpHeader("x-amz-request-charged")] public string? RequestCharged { get; init; }
}
