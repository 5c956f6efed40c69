using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Lambda;

/// <summary>The filter language of event source mappings: an event passes when every field of the pattern finds one of its values in the event.</summary>
internal static class EventPatterns
{
    /// <summary>Whether the pattern is one; AWS refuses others when the mapping is made.</summary>
    public static void Check(string pattern)
    {
        try
        {
            if (JsonNode.Parse(pattern) is JsonObject o && o.Count > 0 && o.All(p => IsValid(p.Key, p.Value))) return;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new InvalidParameterValueException("Invalid filter pattern definition.");
    }

    /// <summary>Whether the event passes.</summary>
    public static bool Matches(JsonObject pattern, JsonNode? actual)
    {
        foreach (var (name, wanted) in pattern)
        {
            if (name == "$or" && wanted is JsonArray any)
            {
                if (!any.OfType<JsonObject>().Any(p => Matches(p, actual))) return false;
                continue;
            }
            var has = actual is JsonObject o && o.ContainsKey(name);
            var value = has ? actual![name] : null;
            if (wanted is JsonObject inner)
            {
                if (!Matches(inner, value)) return false;
            }
            else if (wanted is JsonArray rules && !rules.Any(r => Accepts(r, has, value))) return false;
        }
        return true;
    }

    private static bool IsValid(string name, JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } rules => name == "$or" ? rules.All(r => r is JsonObject inner && inner.All(p => IsValid(p.Key, p.Value))) : rules.All(r => r is not JsonArray && (r is not JsonObject o || IsRule(o))),
        JsonObject inner => inner.All(p => IsValid(p.Key, p.Value)),
        _ => false,
    };

    private static bool IsRule(JsonObject rule) => rule.Count == 1 && rule.First().Key is "prefix" or "suffix" or "anything-but" or "numeric" or "exists" or "equals-ignore-case" or "wildcard";

    private static bool Accepts(JsonNode? rule, bool has, JsonNode? value)
    {
        if (rule is JsonObject o && o.Count == 1 && o.First() is var (kind, operand))
        {
            if (kind == "exists") return has == (operand?.GetValueKind() == JsonValueKind.True);
            if (!has) return false;
            return value is JsonArray many ? many.Any(v => Holds(kind, operand, v)) : Holds(kind, operand, value);
        }
        if (!has) return false;
        return value is JsonArray values ? values.Any(v => Same(rule, v)) : Same(rule, value);
    }

    private static bool Holds(string kind, JsonNode? operand, JsonNode? value) => kind switch
    {
        "prefix" => Text(value)?.StartsWith(Text(operand) ?? "\0", StringComparison.Ordinal) == true,
        "suffix" => Text(value)?.EndsWith(Text(operand) ?? "\0", StringComparison.Ordinal) == true,
        "equals-ignore-case" => Text(value) is { } text && text.Equals(Text(operand), StringComparison.OrdinalIgnoreCase),
        "wildcard" => Text(value) is { } text && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Text(operand) ?? "", text, ignoreCase: false),
        "anything-but" => operand switch
        {
            JsonArray many => !many.Any(m => Same(m, value)),
            JsonObject inner => inner.All(p => !Holds(p.Key, p.Value, value)),
            _ => !Same(operand, value),
        },
        "numeric" => operand is JsonArray bounds && Number(value) is { } number && InBounds(bounds, number),
        _ => false,
    };

    private static bool InBounds(JsonArray bounds, decimal number)
    {
        for (var i = 0; i + 1 < bounds.Count; i += 2)
        {
            if (Number(bounds[i + 1]) is not { } bound) return false;
            var holds = Text(bounds[i]) switch
            {
                "=" => number == bound,
                ">" => number > bound,
                ">=" => number >= bound,
                "<" => number < bound,
                "<=" => number <= bound,
                _ => false,
            };
            if (!holds) return false;
        }
        return true;
    }

    private static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => Number(a) is { } x && Number(b) is { } y && a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number ? x == y : JsonNode.DeepEquals(a, b),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
