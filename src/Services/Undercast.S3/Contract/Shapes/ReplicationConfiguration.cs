using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicationConfiguration
{
    public required string Role { get; init; }
    [Flattened("Rule")] public required IReadOnlyList<ReplicationRule> Rules { get; init; }
}
