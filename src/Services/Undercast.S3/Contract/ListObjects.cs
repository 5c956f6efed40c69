using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListObjectsInput : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("delimiter")] public string? Delimiter { get; init; }
    [HttpQuery("encoding-type")] public string? EncodingType { get; init; }
    [HttpQuery("marker")] public string? Marker { get; init; }
    [HttpQuery("max-keys")] public int? MaxKeys { get; init; }
    [HttpQuery("prefix")] public string? Prefix { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("ListBucketResult")]
public sealed record ListObjectsOutput
{
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
    public string? NextMarker { get; init; }
    [Flattened] public IReadOnlyList<Object>? Contents { get; init; }
    public string? Name { get; init; }
    public string? Prefix { get; init; }
    public string? Delimiter { get; init; }
    public int? MaxKeys { get; init; }
    [Flattened] public IReadOnlyList<CommonPrefix>? CommonPrefixes { get; init; }
    public string? EncodingType { get; init; }
}
