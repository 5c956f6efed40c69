using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicationRule
{
    public string? ID { get; init; }
    public int? Priority { get; init; }
    public string? Prefix { get; init; }
    public ReplicationRuleFilter? Filter { get; init; }
    public required string Status { get; init; }
    public SourceSelectionCriteria? SourceSelectionCriteria { get; init; }
    public ExistingObjectReplication? ExistingObjectReplication { get; init; }
    public required Destination Destination { get; init; }
    public DeleteMarkerReplication? DeleteMarkerReplication { get; init; }
}
