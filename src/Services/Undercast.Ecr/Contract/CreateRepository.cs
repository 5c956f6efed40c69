using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

[NotSupportedMember("imageTagMutabilityExclusionFilters")]
public sealed record CreateRepositoryInput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public required string RepositoryName { get; init; }
    [WireName("tags")] public IReadOnlyList<Tag>? Tags { get; init; }
    [WireName("imageTagMutability")]
    [OneOf("MUTABLE", "IMMUTABLE")]
    public string? ImageTagMutability { get; init; }
    [WireName("imageScanningConfiguration")] public ImageScanningConfiguration? ImageScanningConfiguration { get; init; }
    [WireName("encryptionConfiguration")] public EncryptionConfiguration? EncryptionConfiguration { get; init; }
}

public sealed record CreateRepositoryOutput
{
    [WireName("repository")] public Repository? Repository { get; init; }
}
