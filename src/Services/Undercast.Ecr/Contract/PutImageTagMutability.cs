using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

[NotSupportedMember("imageTagMutabilityExclusionFilters")]
public sealed record PutImageTagMutabilityInput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public required string RepositoryName { get; init; }
    [WireName("imageTagMutability")]
    [OneOf("MUTABLE", "IMMUTABLE")]
    public required string ImageTagMutability { get; init; }
}

public sealed record PutImageTagMutabilityOutput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public string? RepositoryName { get; init; }
    [WireName("imageTagMutability")]
    [OneOf("MUTABLE", "IMMUTABLE")]
    public string? ImageTagMutability { get; init; }
}
