using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Sam;

/// <summary>Small words for building and reading template trees.</summary>
internal static class SamTree
{
    /// <summary>A node that can be hung into another tree.</summary>
    public static JsonNode? Own(JsonNode? node) => node?.Parent is null ? node : node.DeepClone();

    /// <summary>A map of the members that have a value.</summary>
    public static JsonObject Map(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var map = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null) map[name] = Own(value);
        }
        return map;
    }

    public static JsonArray List(params ReadOnlySpan<JsonNode?> items)
    {
        var list = new JsonArray();
        foreach (var item in items) list.Add(Own(item));
        return list;
    }

    public static JsonObject Ref(string id) => new() { ["Ref"] = id };

    public static JsonObject Arn(string id) => GetAtt(id, "Arn");

    public static JsonObject GetAtt(string id, string attribute) => new() { ["Fn::GetAtt"] = new JsonArray(id, attribute) };

    public static JsonObject Sub(string text) => new() { ["Fn::Sub"] = text };

    public static JsonObject Sub(string text, params ReadOnlySpan<(string, JsonNode?)> variables) => new() { ["Fn::Sub"] = new JsonArray(text, Map(variables)) };

    public static JsonObject NoValue() => Ref("AWS::NoValue");

    public static JsonObject If(string condition, JsonNode? then, JsonNode? otherwise) => new() { ["Fn::If"] = new JsonArray(condition, Own(then), Own(otherwise)) };

    /// <summary>The value under a condition, or the value itself where there is none.</summary>
    public static JsonNode? IfAny(string? condition, JsonNode? value) => condition is null ? Own(value) : If(condition, value, NoValue());

    public static bool IsIntrinsic(JsonNode? node) => node is JsonObject { Count: 1 } map && IsFunction(map.First().Key);

    private static bool IsFunction(string key) => key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal);

    public static bool IsNoValue(JsonNode? node) => node is JsonObject { Count: 1 } map && Text(map["Ref"]) == "AWS::NoValue";

    /// <summary>The text of a node that is one.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    public static bool? Flag(JsonNode? node) => node is JsonValue value ? value.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;

    /// <summary>What a reference refers to, by <c>Ref</c>.</summary>
    public static string? RefOf(JsonNode? node) => node is JsonObject { Count: 1 } map ? Text(map["Ref"]) : null;

    /// <summary>The parts of a <c>Fn::GetAtt</c>.</summary>
    public static (string Id, string Attribute)? AttOf(JsonNode? node)
    {
        if (node is not JsonObject { Count: 1 } map) return null;
        return map["Fn::GetAtt"] switch
        {
            JsonArray { Count: 2 } parts when Text(parts[0]) is { } id && Text(parts[1]) is { } attribute => (id, attribute),
            JsonValue whole when Text(whole) is { } path && path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot => (path[..dot], path[(dot + 1)..]),
            _ => null,
        };
    }

    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => ((string)value!).Length == 0,
            JsonValueKind.False => true,
            JsonValueKind.Number => value.ToString() == "0",
            _ => false,
        },
        _ => false,
    };

    public static bool Same(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b);

    public static IEnumerable<JsonNode?> Each(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list,
        _ => Enumerable.Repeat<JsonNode?>(node, 1),
    };

    public static JsonObject? MapAt(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonNode? At(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>Members copied by name from one map to another where they are present.</summary>
    public static void Take(JsonObject to, JsonNode? from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.At(name) is { } value) to[name] = Own(value);
        }
    }

    public static JsonArray Tags(JsonNode? tags)
    {
        var list = new JsonArray();
        foreach (var (key, value) in tags as JsonObject ?? []) list.Add((JsonNode)Map(("Key", key), ("Value", value)));
        return list;
    }

    /// <summary>AWS: generated ids end in the first ten hex digits of a SHA-1 over compact JSON with sorted keys, or over a bare text.</summary>
    public static string Hash(JsonNode? node) => FullHash(node)[..10];

    public static string FullHash(JsonNode? node) => Convert.ToHexStringLower(Sha1(Text(node) ?? Canonical(node)));

#pragma warning disable CA5350 // AWS: names of generated resources, no secret.
    private static byte[] Sha1(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    public static string Canonical(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, null, 0);
        return text.ToString();
    }

    /// <summary>JSON with sorted keys over several lines, four blanks deep.</summary>
    public static string Indented(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 4, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int? indent, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                Block(text, '{', '}', [.. map.OrderBy(m => m.Key, StringComparer.Ordinal)], indent, depth, (member, inner) =>
                {
                    Quote(text, member.Key);
                    text.Append(indent is null ? ":" : ": ");
                    Write(text, member.Value, indent, inner);
                });
                break;
            case JsonArray list:
                Block(text, '[', ']', [.. list], indent, depth, (item, inner) => Write(text, item, indent, inner));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Quote(text, (string)value!);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Block<T>(StringBuilder text, char open, char close, List<T> items, int? indent, int depth, Action<T, int> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (indent is { } by) text.Append('\n').Append(' ', by * (depth + 1));
            write(items[i], depth + 1);
        }
        if (indent is { } last && items.Count > 0) text.Append('\n').Append(' ', last * depth);
        text.Append(close);
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }

    /// <summary>AWS: messages show values the way Python writes them.</summary>
    public static string Shown(JsonNode? node) => node switch
    {
        null => "None",
        JsonObject map => "{" + string.Join(", ", map.Select(m => $"'{m.Key}': {Shown(m.Value)}")) + "}",
        JsonArray list => "[" + string.Join(", ", list.Select(Shown)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => $"'{value}'",
        JsonValue value when Flag(value) is { } flag => flag ? "True" : "False",
        _ => node.ToJsonString(),
    };
}
