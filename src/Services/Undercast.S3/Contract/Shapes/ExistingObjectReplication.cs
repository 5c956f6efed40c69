using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ExistingObjectReplication
{
    public required string Status { get; init; }
}
