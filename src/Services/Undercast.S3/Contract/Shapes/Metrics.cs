using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Metrics
{
    public required string Status { get; init; }
    public ReplicationTimeValue? EventThreshold { get; init; }
}
