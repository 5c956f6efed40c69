using Undercast.Protocol;

namespace Undercast.S3;

public sealed record SseKmsEncryptedObjects
{
    public required string Status { get; init; }
}
