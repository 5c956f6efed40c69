using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectLockRetention
{
    public string? Mode { get; init; }
    [Timestamp(TimestampFormat.DateTime)] public DateTimeOffset? RetainUntilDate { get; init; }
}
