using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListObjectVersionsInput : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("delimiter")] public string? Delimiter { get; init; }
    [HttpQuery("encoding-type")] public string? EncodingType { get; init; }
    [HttpQuery("key-marker")] public string? KeyMarker { get; init; }
    [HttpQuery("max-keys")] public int? MaxKeys { get; init; }
    [HttpQuery("prefix")] public string? Prefix { get; init; }
    [HttpQuery("version-id-marker")] public string? VersionIdMarker { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("ListVersionsResult")]
public sealed record ListObjectVersionsOutput
{
    public bool? IsTruncated { get; init; }
    public string? KeyMarker { get; init; }
    public string? VersionIdMarker { get; init; }
    public string? NextKeyMarker { get; init; }
    public string? NextVersionIdMarker { get; init; }
    [Flattened("Version")] public IReadOnlyList<ObjectVersion>? Versions { get; init; }
    [Flattened("DeleteMarker")] public IReadOnlyList<DeleteMarkerEntry>? DeleteMarkers { get; init; }
    public string? Name { get; init; }
    public string? Prefix { get; init; }
    public string? Delimiter { get; init; }
    public int? MaxKeys { get; init; }
    [Flattened] public IReadOnlyList<CommonPrefix>? CommonPrefixes { get; init; }
    public string? EncodingType { get; init; }
}
