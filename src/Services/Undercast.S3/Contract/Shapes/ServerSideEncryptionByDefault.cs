using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ServerSideEncryptionByDefault
{
    public required string SSEAlgorithm { get; init; }
    [Sensitive] public string? KMSMasterKeyID { get; init; }
}
