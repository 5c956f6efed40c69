using Undercast.Protocol;

namespace Undercast.S3;

public sealed record SourceSelectionCriteria
{
    public SseKmsEncryptedObjects? SseKmsEncryptedObjects { get; init; }
    public ReplicaModifications? ReplicaModifications { get; init; }
}
