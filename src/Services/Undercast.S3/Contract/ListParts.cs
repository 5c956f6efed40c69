using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListPartsInput : ICustomerKey, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("max-parts")] public int? MaxParts { get; init; }
    [HttpQuery("part-number-marker")] public int? PartNumberMarker { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("ListPartsResult")]
public sealed record ListPartsOutput
{
    public string? Bucket { get; init; }
    public string? Key { get; init; }
    public string? UploadId { get; init; }
    public int? PartNumberMarker { get; init; }
    public int? NextPartNumberMarker { get; init; }
    public int? MaxParts { get; init; }
    public bool? IsTruncated { get; init; }
    [Flattened("Part")] public IReadOnlyList<Part>? Parts { get; init; }
    public Initiator? Initiator { get; init; }
    public Owner? Owner { get; init; }
    public string? StorageClass { get; init; }
    public string? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }
}
