using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ListBucketInventoryConfigurationsInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("continuation-token")] public string? ContinuationToken { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record ListBucketInventoryConfigurationsOutput
{
    public string? ContinuationToken { get; init; }
    [Flattened("InventoryConfiguration")] public IReadOnlyList<InventoryConfiguration>? InventoryConfigurationList { get; init; }
    public bool? IsTruncated { get; init; }
    public string? NextContinuationToken { get; init; }
}
