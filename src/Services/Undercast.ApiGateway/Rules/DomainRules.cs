using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>What may be a custom domain name, and where on it an API may stand.</summary>
internal static partial class DomainRules
{
    public static string Check(string? name)
    {
        if (name is null || name.Length > 512 || !Name().IsMatch(name)) throw Faults.Bad($"The provided domain name is not valid: {name}");
        return name.ToLowerInvariant();
    }

    /// <summary>The key of a mapping without its slashes; REST's base paths have one piece unless they are of the newer kind.</summary>
    public static string CheckKey(string? key, bool several)
    {
        key = key is null or "(none)" ? "" : key;
        if (key.Length > 300 || !Key().IsMatch(key) || (!several && key.Contains('/', StringComparison.Ordinal)))
            throw Faults.Bad(several ? "API mapping key should not start with a '/' or have consecutive '/'s." : "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.");
        return key;
    }

    [GeneratedRegex(@"\A(\*\.)?[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([a-zA-Z0-9$\-._+!*'()]+(/[a-zA-Z0-9$\-._+!*'()]+)*)?\z")]
    private static partial Regex Key();
}
