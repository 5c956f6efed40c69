using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ReplicaModifications
{
    public required string Status { get; init; }
}
