using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventoryDestination
{
    public required InventoryS3BucketDestination S3BucketDestination { get; init; }
}
