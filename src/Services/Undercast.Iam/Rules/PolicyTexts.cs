using System.Text.Json;
using System.Text.RegularExpressions;

namespace Undercast.Iam;

/// <summary>What stands in a policy, read from its text.</summary>
internal static partial class PolicyTexts
{
    /// <summary>Whether a policy allows any action of a service, on whatever resource and condition.</summary>
    public static bool Allows(string document, string service)
    {
        using var json = JsonDocument.Parse(document);
        return Statements(json.RootElement).Any(s => s.GetProperty("Effect").ValueEquals("Allow")
            && (s.TryGetProperty("Action", out var actions) ? Texts(actions).Any(a => IsOf(a, service)) : !Texts(s.GetProperty("NotAction")).Any(a => a == "*" || a.Equals(service + ":*", StringComparison.OrdinalIgnoreCase))));
    }

    private static bool IsOf(string action, string service)
    {
        if (action == "*") return true;
        var prefix = action.Split(':')[0];
        return prefix.Equals(service, StringComparison.OrdinalIgnoreCase)
            || (prefix.Contains('*', StringComparison.Ordinal) && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(prefix, service, ignoreCase: true));
    }

    /// <summary>The condition keys that a policy asks for, in conditions and as variables.</summary>
    public static IEnumerable<string> ContextKeys(string document)
    {
        using var json = JsonDocument.Parse(document);
        var keys = new List<string>();
        foreach (var statement in Statements(json.RootElement))
        {
            if (statement.TryGetProperty("Condition", out var condition) && condition.ValueKind == JsonValueKind.Object)
            {
                foreach (var comparison in condition.EnumerateObject().Where(static c => c.Value.ValueKind == JsonValueKind.Object))
                {
                    foreach (var key in comparison.Value.EnumerateObject())
                    {
                        keys.Add(key.Name);
                        foreach (var text in Texts(key.Value)) AddVariables(text);
                    }
                }
            }
            foreach (var field in (string[])["Resource", "NotResource"])
            {
                if (!statement.TryGetProperty(field, out var resources)) continue;
                foreach (var text in Texts(resources)) AddVariables(text);
            }
        }
        return keys;

        void AddVariables(string text)
        {
            foreach (Match variable in Variable().Matches(text)) keys.Add(variable.Groups[1].Value.Trim());
        }
    }

    private static List<JsonElement> Statements(JsonElement root) => root.GetProperty("Statement") is { ValueKind: JsonValueKind.Array } all ? [.. all.EnumerateArray()] : [root.GetProperty("Statement")];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Where(static v => v.ValueKind == JsonValueKind.String).Select(static v => v.GetString()!),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    // ${key} and ${key, 'default'}; ${*}, ${?} and ${$} are no keys.
    [GeneratedRegex(@"\$\{\s*([^}*?$,]+)(?:,[^}]*)?\}")]
    private static partial Regex Variable();
}
