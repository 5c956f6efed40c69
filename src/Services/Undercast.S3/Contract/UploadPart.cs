using Undercast.Protocol;

namespace Undercast.S3;

public sealed record UploadPartInput : IChecksums, ICustomerKey, IRequestPayer
{
    [HttpPayload] public Stream? Body { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("Content-Length")] public long? ContentLength { get; init; }
    [HttpHeader("Content-MD5")] public string? ContentMD5 { get; init; }
    [HttpHeader("x-amz-sdk-checksum-algorithm")] public string? ChecksumAlgorithm { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("partNumber")] public required int PartNumber { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record UploadPartOutput : IChecksums
{
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("ETag")] public string? ETag { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
}
