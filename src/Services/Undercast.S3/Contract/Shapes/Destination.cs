using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("EncryptionConfiguration")]
public sealed record Destination
{
    public required string Bucket { get; init; }
    public string? Account { get; init; }
    public string? StorageClass { get; init; }
    public AccessControlTranslation? AccessControlTranslation { get; init; }
    public ReplicationTime? ReplicationTime { get; init; }
    public Metrics? Metrics { get; init; }
}
