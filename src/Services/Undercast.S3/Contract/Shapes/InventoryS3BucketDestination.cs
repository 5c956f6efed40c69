using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventoryS3BucketDestination
{
    public string? AccountId { get; init; }
    public required string Bucket { get; init; }
    public required string Format { get; init; }
    public string? Prefix { get; init; }
    public InventoryEncryption? Encryption { get; init; }
}
