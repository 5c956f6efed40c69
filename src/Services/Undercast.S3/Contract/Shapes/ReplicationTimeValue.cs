using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicationTimeValue
{
    public int? Minutes { get; init; }
}
