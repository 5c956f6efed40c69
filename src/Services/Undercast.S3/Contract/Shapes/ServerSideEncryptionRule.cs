using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ServerSideEncryptionRule
{
    public ServerSideEncryptionByDefault? ApplyServerSideEncryptionByDefault { get; init; }
    public bool? BucketKeyEnabled { get; init; }
    public BlockedEncryptionTypes? BlockedEncryptionTypes { get; init; }
}
