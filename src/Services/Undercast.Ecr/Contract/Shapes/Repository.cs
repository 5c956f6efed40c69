using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record Repository
{
    [WireName("repositoryArn")] public string? RepositoryArn { get; init; }
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public string? RepositoryName { get; init; }
    [WireName("repositoryUri")] public string? RepositoryUri { get; init; }
    [WireName("createdAt")] public DateTimeOffset? CreatedAt { get; init; }
    [WireName("imageTagMutability")]
    [OneOf("MUTABLE", "IMMUTABLE")]
    public string? ImageTagMutability { get; init; }
    [WireName("imageScanningConfiguration")] public ImageScanningConfiguration? ImageScanningConfiguration { get; init; }
    [WireName("encryptionConfiguration")] public EncryptionConfiguration? EncryptionConfiguration { get; init; }
}
