using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventorySchedule
{
    public required string Frequency { get; init; }
}
