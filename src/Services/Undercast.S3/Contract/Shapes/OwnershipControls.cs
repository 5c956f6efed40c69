using Undercast.Protocol;

namespace Undercast.S3;

public sealed record OwnershipControls
{
    [Flattened("Rule")] public required IReadOnlyList<OwnershipControlsRule> Rules { get; init; }
}
