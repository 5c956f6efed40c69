using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LifecycleExpiration
{
    [Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? Date { get; init; }
    public int? Days { get; init; }
    public bool? ExpiredObjectDeleteMarker { get; init; }
}
