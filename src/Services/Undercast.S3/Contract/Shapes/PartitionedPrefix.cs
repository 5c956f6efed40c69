using Undercast.Protocol;

namespace Undercast.S3;

[Xml("PartitionedPrefix")]
public sealed record PartitionedPrefix
{
    public string? PartitionDateSource { get; init; }
}
