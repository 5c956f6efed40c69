using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CopyObjectInput : ICustomerKey, IEncryption, ISourceKey, IObjectLock, IGrants, IRequestPayer
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("Cache-Control")] public string? CacheControl { get; init; }
    [HttpHeader("x-amz-checksum-algorithm")] public string? ChecksumAlgorithm { get; init; }
    [HttpHeader("Content-Disposition")] public string? ContentDisposition { get; init; }
    [HttpHeader("Content-Encoding")] public string? ContentEncoding { get; init; }
    [HttpHeader("Content-Language")] public string? ContentLanguage { get; init; }
    [HttpHeader("Content-Type")] public string? ContentType { get; init; }
    [HttpHeader("x-amz-copy-source")] public required string CopySource { get; init; }
    [HttpHeader("x-amz-copy-source-if-match")] public string? CopySourceIfMatch { get; init; }
    [HttpHeader("x-amz-copy-source-if-modified-since")] public DateTimeOffset? CopySourceIfModifiedSince { get; init; }
    [HttpHeader("x-amz-copy-source-if-none-match")] public string? CopySourceIfNoneMatch { get; init; }
    [HttpHeader("x-amz-copy-source-if-unmodified-since")] public DateTimeOffset? CopySourceIfUnmodifiedSince { get; init; }
    [HttpHeader("Expires")] public string? Expires { get; init; }
    [HttpHeader("If-Match")] public string? IfMatch { get; init; }
    [HttpHeader("If-None-Match")] public string? IfNoneMatch { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpPrefixHeaders("x-amz-meta-")] public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    [HttpHeader("x-amz-metadata-directive")] public string? MetadataDirective { get; init; }
    [HttpHeader("x-amz-tagging-directive")] public string? TaggingDirective { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-storage-class")] public string? StorageClass { get; init; }
    [HttpHeader("x-amz-website-redirect-location")] public string? WebsiteRedirectLocation { get; init; }
    [HttpHeader("x-amz-tagging")] public string? Tagging { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-source-expected-bucket-owner")] public string? ExpectedSourceBucketOwner { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")] public string? CopySourceSSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-key"), Sensitive] public string? CopySourceSSECustomerKey { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")] public string? CopySourceSSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-object-lock-mode")] public string? ObjectLockMode { get; init; }
    [HttpHeader("x-amz-object-lock-retain-until-date"), Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? ObjectLockRetainUntilDate { get; init; }
    [HttpHeader("x-amz-object-lock-legal-hold")] public string? ObjectLockLegalHoldStatus { get; init; }
    [HttpHeader("x-amz-grant-full-control")] public string? GrantFullControl { get; init; }
    [HttpHeader("x-amz-grant-read")] public string? GrantRead { get; init; }
    [HttpHeader("x-amz-grant-read-acp")] public string? GrantReadACP { get; init; }
    [HttpHeader("x-amz-grant-write-acp")] public string? GrantWriteACP { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record CopyObjectOutput
{
    [HttpPayload] public CopyObjectResult? CopyObjectResult { get; init; }
    [HttpHeader("x-amz-copy-source-version-id")] public string? CopySourceVersionId { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-expiration")] public string? Expiration { get; init; }
    [HttpHeader("x-amz-request-charged")] public string? RequestCharged { get; init; }
}
