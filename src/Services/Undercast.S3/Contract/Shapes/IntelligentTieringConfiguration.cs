using Undercast.Protocol;

namespace Undercast.S3;

public sealed record IntelligentTieringConfiguration
{
    public required string Id { get; init; }
    public IntelligentTieringFilter? Filter { get; init; }
    public required string Status { get; init; }
    [Flattened("Tiering")] public required IReadOnlyList<Tiering> Tierings { get; init; }
}
