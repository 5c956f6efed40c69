using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Transition
{
    [Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? Date { get; init; }
    public int? Days { get; init; }
    public string? StorageClass { get; init; }
}
