using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>What updates may do to the resources of a stack.</summary>
internal sealed class StackPolicy
{
    private readonly IReadOnlyList<JsonObject> _statements;

    private StackPolicy(IReadOnlyList<JsonObject> statements) => _statements = statements;

    /// <exception cref="Kernel.CommonException">The text is no stack policy.</exception>
    public static StackPolicy Read(string text)
    {
        JsonNode? statements;
        try
        {
            statements = (JsonNode.Parse(text) as JsonObject)?["Statement"];
        }
        catch (JsonException)
        {
            throw Invalid();
        }
        JsonObject[] list = statements switch
        {
            JsonObject one => [one],
            JsonArray several when several.All(s => s is JsonObject) => [.. several.Select(s => (JsonObject)s!)],
            _ => throw Invalid(),
        };
        if (list.Length == 0 || !list.All(IsStatement)) throw Invalid();
        return new StackPolicy(list);
    }

    private static Kernel.CommonException Invalid() => CloudFormationFaults.Invalid("Error validating stack policy: Invalid stack policy");

    // AWS: the principal is always everybody.
    private static bool IsStatement(JsonObject s) =>
        s["Effect"]?.ToString() is "Allow" or "Deny" && (s["Action"] ?? s["NotAction"]) is not null && (s["Resource"] ?? s["NotResource"]) is not null
        && (s["Principal"]?.ToString() == "*" || (s["Principal"] as JsonObject)?["AWS"]?.ToString() == "*")
        && Texts(s["Action"] ?? s["NotAction"]).All(a => a is "*" || a.StartsWith("Update:", StringComparison.Ordinal))
        && Texts(s["Resource"] ?? s["NotResource"]).All(r => r is "*" || r.StartsWith("LogicalResourceId/", StringComparison.Ordinal));

    /// <summary>Why an action on a resource is not allowed; null when it is.</summary>
    public string? Refusal(string action, string logicalId, string type)
    {
        var allowed = false;
        for (var i = 0; i < _statements.Count; i++)
        {
            var statement = _statements[i];
            if (!Matches(statement, "Action", action) || !Matches(statement, "Resource", "LogicalResourceId/" + logicalId) || !Holds(statement, type)) continue;
            if (statement["Effect"]!.ToString() == "Deny") return $"Action denied by stack policy: Statement [#{i + 1}] does not allow [{action}] for resource [LogicalResourceId/{logicalId}]";
            allowed = true;
        }
        // A guess at the words after the colon.
        return allowed ? null : $"Action not allowed by stack policy: No statement allows [{action}] for resource [LogicalResourceId/{logicalId}]";
    }

    private static bool Matches(JsonObject statement, string member, string value) =>
        statement[member] is { } patterns ? Texts(patterns).Any(p => IsLike(p, value)) : !Texts(statement["Not" + member]).Any(p => IsLike(p, value));

    private static bool Holds(JsonObject statement, string type)
    {
        foreach (var (test, keys) in statement["Condition"] as JsonObject ?? [])
        {
            foreach (var (key, values) in keys as JsonObject ?? [])
            {
                if (key != "ResourceType") return false;
                var holds = test switch
                {
                    "StringEquals" => Texts(values).Contains(type),
                    "StringLike" => Texts(values).Any(v => IsLike(v, type)),
                    "StringNotEquals" => !Texts(values).Contains(type),
                    "StringNotLike" => !Texts(values).Any(v => IsLike(v, type)),
                    _ => false,
                };
                if (!holds) return false;
            }
        }
        return true;
    }

    private static bool IsLike(string pattern, string value) => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), value, ignoreCase: false);

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonValue one => [PropertyRules.TextOf(one)],
        JsonArray several => [.. several.OfType<JsonValue>().Select(PropertyRules.TextOf)],
        _ => [],
    };
}
