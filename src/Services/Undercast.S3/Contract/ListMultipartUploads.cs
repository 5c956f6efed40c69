using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListMultipartUploadsInput : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("delimiter")] public string? Delimiter { get; init; }
    [HttpQuery("encoding-type")] public string? EncodingType { get; init; }
    [HttpQuery("key-marker")] public string? KeyMarker { get; init; }
    [HttpQuery("max-uploads")] public int? MaxUploads { get; init; }
    [HttpQuery("prefix")] public string? Prefix { get; init; }
    [HttpQuery("upload-id-marker")] public string? UploadIdMarker { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("ListMultipartUploadsResult")]
public sealed record ListMultipartUploadsOutput
{
    public string? Bucket { get; init; }
    public string? KeyMarker { get; init; }
    public string? UploadIdMarker { get; init; }
    public string? NextKeyMarker { get; init; }
    public string? Prefix { get; init; }
    public string? Delimiter { get; init; }
    public string? NextUploadIdMarker { get; init; }
    public int? MaxUploads { get; init; }
    public bool? IsTruncated { get; init; }
    [Flattened("Upload")] public IReadOnlyList<MultipartUpload>? Uploads { get; init; }
    [Flattened] public IReadOnlyList<CommonPrefix>? CommonPrefixes { get; init; }
    public string? EncodingType { get; init; }
}
