using System.Text.RegularExpressions;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>A filter of <c>ListUsers</c>: one attribute that equals a text or begins with it.</summary>
internal sealed partial record UserFilter(string Attribute, bool IsPrefix, string Value)
{
    // AWS: what can be asked for (ListUsers, Filter); custom attributes cannot.
    private static readonly HashSet<string> Searchable =
    [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
    ];

    public static UserFilter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var match = Form().Match(text);
        if (!match.Success) throw CognitoFaults.Invalid("Error while parsing filter.");
        var attribute = match.Groups["name"].Value;
        if (!Searchable.Contains(attribute)) throw CognitoFaults.Invalid($"Invalid search attribute: {attribute}");
        return new UserFilter(attribute, match.Groups["operator"].Value == "^=", Escape().Replace(match.Groups["value"].Value, "$1"));
    }

    /// <summary>The index in which users with exactly this value stand side by side, or null.</summary>
    public Index<PairKey, PairKey, UserRecord>? Index => IsPrefix ? null : Attribute switch
    {
        "sub" => CognitoTables.UsersBySub,
        "email" => CognitoTables.UsersByEmail,
        "phone_number" => CognitoTables.UsersByPhone,
        "preferred_username" => CognitoTables.UsersByPreferred,
        _ => null,
    };

    public bool Matches(PoolRecord pool, UserRecord user)
    {
        var value = Attribute switch
        {
            "username" => user.Username,
            "sub" => user.Sub,
            "cognito:user_status" => user.Status,
            "status" => user.Enabled ? "Enabled" : "Disabled",
            _ => user.Attribute(Attribute),
        };
        var comparison = Attribute is "status" || !PoolRules.IsCaseSensitive(pool) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return value is not null && (IsPrefix ? value.StartsWith(Value, comparison) : value.Equals(Value, comparison));
    }

    [GeneratedRegex("""^\s*"?(?<name>[\w:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("""\\(.)""", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
