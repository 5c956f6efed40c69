using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

[NotSupportedMember("AssertionEncryptionMode"), NotSupportedMember("AddPrivateKey")]
public sealed record CreateSAMLProviderInput
{
    [Length(min: 1000, max: 10000000)] public required string SAMLMetadataDocument { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w._-]+")] public required string Name { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateSAMLProviderOutput
{
    [Length(min: 20, max: 2048)] public string? SAMLProviderArn { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
