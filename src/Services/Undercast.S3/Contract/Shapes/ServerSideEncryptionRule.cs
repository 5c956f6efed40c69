using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ServerSideEncryptionRule
{
    public ServerSideEncryptionByDefault? ApplyServerSideEncryptionByDefault { get; init; }
}
