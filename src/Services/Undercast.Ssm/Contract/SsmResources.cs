using Undercast.Kernel;

namespace Undercast.Ssm;

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class SsmResources
{
    /// <summary>A parameter, by name with or without a selector, or by ARN; a path likewise.</summary>
    public static string Parameter(string? name, CallContext call) => ParameterNames.Split(name ?? "", call, out _) is var plain ? ParameterNames.ArnOf(plain, call) : "*";

    /// <summary>Every parameter that is read.</summary>
    public static IEnumerable<string> Read(GetParametersInput input, CallContext call) => (input.Names ?? []).Select(n => Parameter(n, call));

    /// <summary>Every parameter that is removed.</summary>
    public static IEnumerable<string> Deleted(DeleteParametersInput input, CallContext call) => (input.Names ?? []).Select(n => Parameter(n, call));
}
