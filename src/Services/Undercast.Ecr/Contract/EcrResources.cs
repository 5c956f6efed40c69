using Undercast.Kernel;

namespace Undercast.Ecr;

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class EcrResources
{
    /// <summary>A repository by name.</summary>
    public static string Repository(string? name, CallContext call) => $"arn:{call.Partition}:ecr:{call.Region}:{call.Account}:repository/{name}";

    /// <summary>The repositories that are named, or every one.</summary>
    public static IEnumerable<string> Named(DescribeRepositoriesInput input, CallContext call) =>
        input.RepositoryNames is { Count: > 0 } names ? names.Select(n => Repository(n, call)) : [Repository("*", call)];
}
