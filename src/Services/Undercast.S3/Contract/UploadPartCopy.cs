using Undercast.Protocol;

namespace Undercast.S3;

public sealed record UploadPartCopyInput : ICustomerKey, ISourceKey, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-copy-source")] public required string CopySource { get; init; }
    [HttpHeader("x-amz-copy-source-if-match")] public string? CopySourceIfMatch { get; init; }
    [HttpHeader("x-amz-copy-source-if-modified-since")] public DateTimeOffset? CopySourceIfModifiedSince { get; init; }
    [HttpHeader("x-amz-copy-source-if-none-match")] public string? CopySourceIfNoneMatch { get; init; }
    [HttpHeader("x-amz-copy-source-if-unmodified-since")] public DateTimeOffset? CopySourceIfUnmodifiedSince { get; init; }
    [HttpHeader("x-amz-copy-source-range")] public string? CopySourceRange { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("partNumber")] public required int PartNumber { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-source-expected-bucket-owner")] public string? ExpectedSourceBucketOwner { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")] public string? CopySourceSSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-key"), Sensitive] public string? CopySourceSSECustomerKey { get; init; }
    [HttpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")] public string? CopySourceSSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record UploadPartCopyOutput
{
    [HttpHeader("x-amz-copy-source-version-id")] public string? CopySourceVersionId { get; init; }
    [HttpPayload] public CopyPartResult? CopyPartResult { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
}
