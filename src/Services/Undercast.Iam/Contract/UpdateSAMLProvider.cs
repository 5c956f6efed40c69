using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

[NotSupportedMember("AssertionEncryptionMode"), NotSupportedMember("AddPrivateKey"), NotSupportedMember("RemovePrivateKey")]
public sealed record UpdateSAMLProviderInput
{
    [Length(min: 1000, max: 10000000)] public string? SAMLMetadataDocument { get; init; }
    [Length(min: 20, max: 2048)] public required string SAMLProviderArn { get; init; }
}

public sealed record UpdateSAMLProviderOutput
{
    [Length(min: 20, max: 2048)] public string? SAMLProviderArn { get; init; }
}
