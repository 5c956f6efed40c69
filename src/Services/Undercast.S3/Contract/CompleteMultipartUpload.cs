using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CompleteMultipartUploadInput : IChecksums, ICustomerKey, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpPayload] [Xml("CompleteMultipartUpload", Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public CompletedMultipartUpload? MultipartUpload { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
    [HttpHeader("x-amz-checksum-crc32")] public string? ChecksumCRC32 { get; init; }
    [HttpHeader("x-amz-checksum-crc32c")] public string? ChecksumCRC32C { get; init; }
    [HttpHeader("x-amz-checksum-crc64nvme")] public string? ChecksumCRC64NVME { get; init; }
    [HttpHeader("x-amz-checksum-sha1")] public string? ChecksumSHA1 { get; init; }
    [HttpHeader("x-amz-checksum-sha256")] public string? ChecksumSHA256 { get; init; }
    [HttpHeader("x-amz-checksum-type")] public string? ChecksumType { get; init; }
    [HttpHeader("x-amz-mp-object-size")] public long? MpuObjectSize { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("If-Match")] public string? IfMatch { get; init; }
    [HttpHeader("If-None-Match")] public string? IfNoneMatch { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("CompleteMultipartUploadResult")]
public sealed record CompleteMultipartUploadOutput : IChecksums
{
    public string? Location { get; init; }
    public string? Bucket { get; init; }
    public string? Key { get; init; }
    public string? ETag { get; init; }
    public string? ChecksumCRC32 { get; init; }
    public string? ChecksumCRC32C { get; init; }
    public string? ChecksumCRC64NVME { get; init; }
    public string? ChecksumSHA1 { get; init; }
    public string? ChecksumSHA256 { get; init; }
    public string? ChecksumType { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-expiration")] public string? Expiration { get; init; }
}
