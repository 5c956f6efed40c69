using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicationTime
{
    public required string Status { get; init; }
    public required ReplicationTimeValue Time { get; init; }
}
