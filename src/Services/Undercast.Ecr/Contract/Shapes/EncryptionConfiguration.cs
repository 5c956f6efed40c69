using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record EncryptionConfiguration
{
    [WireName("encryptionType"), OneOf("AES256", "KMS", "KMS_DSSE")] public required string EncryptionType { get; init; }
    [WireName("kmsKey"), Length(min: 1, max: 2048)] public string? KmsKey { get; init; }
}
