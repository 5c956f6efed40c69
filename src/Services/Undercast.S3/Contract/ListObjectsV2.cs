using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListObjectsV2Input : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("delimiter")] public string? Delimiter { get; init; }
    [HttpQuery("encoding-type")] public string? EncodingType { get; init; }
    [HttpQuery("max-keys")] public int? MaxKeys { get; init; }
    [HttpQuery("prefix")] public string? Prefix { get; init; }
    [HttpQuery("continuation-token")] public string? ContinuationToken { get; init; }
    [HttpQuery("fetch-owner")] public bool? FetchOwner { get; init; }
    [HttpQuery("start-after")] public string? StartAfter { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("ListBucketResult")]
public sealed record ListObjectsV2Output
{
    public bool? IsTruncated { get; init; }
    [Flattened] public IReadOnlyList<Object>? Contents { get; init; }
    public string? Name { get; init; }
    public string? Prefix { get; init; }
    public string? Delimiter { get; init; }
    public int? MaxKeys { get; init; }
    [Flattened] public IReadOnlyList<CommonPrefix>? CommonPrefixes { get; init; }
    public string? EncodingType { get; init; }
    public int? KeyCount { get; init; }
    public string? ContinuationToken { get; init; }
    public string? NextContinuationToken { get; init; }
    public string? StartAfter { get; init; }
}
