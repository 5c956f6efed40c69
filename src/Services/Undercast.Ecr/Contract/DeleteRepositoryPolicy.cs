using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record DeleteRepositoryPolicyInput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public required string RepositoryName { get; init; }
}

public sealed record DeleteRepositoryPolicyOutput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryName")]
    [Length(min: 2, max: 256)]
    [Pattern(@"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public string? RepositoryName { get; init; }
    [WireName("policyText"), Length(min: 0, max: 10240)] public string? PolicyText { get; init; }
}
