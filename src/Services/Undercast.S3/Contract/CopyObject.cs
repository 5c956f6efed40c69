using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("GrantFullControl", Location = MemberLocation.Header, LocationName = "x-amz-grant-full-control")]
[NotSupportedMember("GrantRead", Location = MemberLocation.Header, LocationName = "x-amz-grant-read")]
[NotSupportedMember("GrantReadACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-read-acp")]
[NotSupportedMember("GrantWriteACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-write-acp")]
[NotSupportedMember("SSECustomerAlgorithm", Location = MemberLocation.Header, LocationName = "x-amz-server-side-encryption-customer-algorithm")]
[NotSupportedMember("SSEKMSKeyId", Location = MemberLocation.Header, LocationName = "x-amz-server-side-encryption-aws-kms-key-id")]
[NotSupportedMember("CopySourceSSECustomerAlgorithm", Location = MemberLocation.Header, LocationName = "x-amz-copy-source-server-side-encryption-customer-algorithm")]
[NotSupportedMember("ObjectLockMode", Location = MemberLocation.Header, LocationName = "x-amz-object-lock-mode")]
[NotSupportedMember("ObjectLockRetainUntilDate", Location = MemberLocation.Header, LocationName = "x-amz-object-lock-retain-until-date")]
[NotSupportedMember("ObjectLockLegalHoldStatus", Location = MemberLocation.Header, LocationName = "x-amz-object-lock-legal-hold")]
public sealed record CopyObjectInput
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
    [HttpHeader("x-amz-storage-class")] public string? StorageClass { get; init; }
    [HttpHeader("x-amz-website-redirect-location")] public string? WebsiteRedirectLocation { get; init; }
    [HttpHeader("x-amz-tagging")] public string? Tagging { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-source-expected-bucket-owner")] public string? ExpectedSourceBucketOwner { get; init; }
}

public sealed record CopyObjectOutput
{
    [HttpPayload] public CopyObjectResult? CopyObjectResult { get; init; }
    [HttpHeader("x-amz-copy-source-version-id")] public string? CopySourceVersionId { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
}
