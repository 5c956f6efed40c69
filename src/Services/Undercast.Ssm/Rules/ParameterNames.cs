using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.Ssm;

/// <summary>What names of parameters may be, and how they lead to rows.</summary>
internal static partial class ParameterNames
{
    // AWS: the documentation of PutParameter; the texts are those that its users quote.
    private const int MaxLength = 1011;
    private const int MaxLevels = 15;
    private const string BadName =
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";
    private const string BadPath =
        "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\". It can't be prefixed with \\\"aws\\\" or \\\"ssm\\\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.";

    /// <summary>The name without its selector (<c>name:version</c> or <c>name:label</c>), taken out of an ARN.</summary>
    public static string Split(string given, CallContext call, out string? selector)
    {
        selector = null;
        var name = given;
        if (Arn.TryParse(given, out var arn))
        {
            if (arn.Service != "ssm" || !arn.Resource.StartsWith("parameter", StringComparison.Ordinal)) throw Invalid(BadName);
            if (arn.Account != call.Account) throw CommonException.NotSupported("A parameter of another account");
            name = arn.Resource["parameter".Length..];
            // A plain name has no slash; in the ARN it gets one.
            if (name.LastIndexOf('/') == 0) name = name[1..];
        }
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return name;
        selector = name[(colon + 1)..];
        return name[..colon];
    }

    public static string ArnOf(string name, CallContext call) => $"arn:{call.Partition}:ssm:{call.Region}:{call.Account}:parameter{(name.StartsWith('/') ? "" : "/")}{name}";

    /// <summary>Throws where no parameter could have the name.</summary>
    public static void Check(string name)
    {
        if (!Form().IsMatch(name) || Reserved(name, "ssm")) throw Invalid(BadName);
    }

    /// <summary>Throws where no new parameter may have the name.</summary>
    public static void CheckNew(string name)
    {
        if (Reserved(name, "aws")) throw new CommonException(CommonError.AccessDenied, $"No access to reserved parameter name: {name}.");
        Check(name);
        if (name.Length > MaxLength) throw Invalid($"Parameter name must not be longer than {MaxLength} characters.");
        if (name.AsSpan().Count('/') > MaxLevels)
            throw new HierarchyLevelLimitExceededException($"A parameter can have a maximum of {MaxLevels} levels. Sub-levels exceeding the limit cannot be used to create a parameter: {name}");
    }

    /// <summary>Throws where a path cannot have parameters under it.</summary>
    public static void CheckPath(string path)
    {
        if (path != "/" && (!path.StartsWith('/') || !Form().IsMatch(path.TrimEnd('/')) || Reserved(path, "aws") || Reserved(path, "ssm"))) throw Invalid(BadPath);
    }

    public static CommonException Invalid(string message) => new(CommonError.Validation, message);

    private static bool Reserved(string name, string word) => name.AsSpan().TrimStart('/').StartsWith(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:[A-Za-z0-9_.-]+|(?:/[A-Za-z0-9_.-]+)+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
