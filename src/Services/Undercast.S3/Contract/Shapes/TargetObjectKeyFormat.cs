using Undercast.Protocol;

namespace Undercast.S3;

public sealed record TargetObjectKeyFormat
{
    public SimplePrefix? SimplePrefix { get; init; }
    public PartitionedPrefix? PartitionedPrefix { get; init; }
}
