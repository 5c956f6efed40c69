using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventoryFilter
{
    public required string Prefix { get; init; }
}
