using Undercast.Protocol;

namespace Undercast.S3;

public sealed record BucketLoggingStatus
{
    public LoggingEnabled? LoggingEnabled { get; init; }
}
