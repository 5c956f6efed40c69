using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record PutImageScanningConfigurationInput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public required string RepositoryName { get; init; }
    [WireName("imageScanningConfiguration")] public required ImageScanningConfiguration ImageScanningConfiguration { get; init; }
}

public sealed record PutImageScanningConfigurationOutput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public string? RepositoryName { get; init; }
    [WireName("imageScanningConfiguration")] public ImageScanningConfiguration? ImageScanningConfiguration { get; init; }
}
