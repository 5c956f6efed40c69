using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record DescribeRepositoriesInput
{
    [WireName("registryId"), Pattern(@"[0-9]{12}")] public string? RegistryId { get; init; }
    [WireName("repositoryNames")]
    [Length(min: 1, max: 100)]
    [Elements(MinLength = 2, MaxLength = 256, Pattern = @"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")]
    public IReadOnlyList<string>? RepositoryNames { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
    [WireName("maxResults"), Range(min: 1, max: 1000)] public int? MaxResults { get; init; }
}

public sealed record DescribeRepositoriesOutput
{
    [WireName("repositories")] public IReadOnlyList<Repository>? Repositories { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}
