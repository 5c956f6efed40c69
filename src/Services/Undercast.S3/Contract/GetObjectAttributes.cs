using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectAttributesInput : IVersionInput, ICustomerKey, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-max-parts")] public int? MaxParts { get; init; }
    [HttpHeader("x-amz-part-number-marker")] public int? PartNumberMarker { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-object-attributes")] public required IReadOnlyList<string> ObjectAttributes { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-algorithm")] public string? SSECustomerAlgorithm { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key"), Sensitive] public string? SSECustomerKey { get; init; }
    [HttpHeader("x-amz-server-side-encryption-customer-key-MD5")] public string? SSECustomerKeyMD5 { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("GetObjectAttributesResponse")]
public sealed record GetObjectAttributesOutput
{
    [HttpHeader("x-amz-delete-marker")] public bool? DeleteMarker { get; init; }
    [HttpHeader("Last-Modified")] public DateTimeOffset? LastModified { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    public string? ETag { get; init; }
    public Checksum? Checksum { get; init; }
    public GetObjectAttributesParts? ObjectParts { get; init; }
    public string? StorageClass { get; init; }
    public long? ObjectSize { get; init; }
}
