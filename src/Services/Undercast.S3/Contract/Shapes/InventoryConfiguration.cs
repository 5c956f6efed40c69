using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventoryConfiguration
{
    public required InventoryDestination Destination { get; init; }
    public required bool IsEnabled { get; init; }
    public InventoryFilter? Filter { get; init; }
    public required string Id { get; init; }
    public required string IncludedObjectVersions { get; init; }
    [Xml(Element = "Field")] public IReadOnlyList<string>? OptionalFields { get; init; }
    public required InventorySchedule Schedule { get; init; }
}
