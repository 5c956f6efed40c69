using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.CloudFormation;

/// <summary>Applies the patches of RFC 6902.</summary>
internal static class JsonPatch
{
    /// <exception cref="InvalidRequestException">The patch is none, or does not fit.</exception>
    public static JsonObject Apply(JsonObject document, string patch)
    {
        JsonArray? steps;
        try
        {
            steps = JsonNode.Parse(patch) as JsonArray;
        }
        catch (JsonException)
        {
            steps = null;
        }
        if (steps is null) throw new InvalidRequestException("Invalid patch update: the document is no list of operations");
        JsonNode root = document.DeepClone();
        foreach (var step in steps) root = Step(root, step as JsonObject ?? throw Wrong("an operation is no object"));
        return root as JsonObject ?? throw Wrong("the result is no object");
    }

    private static JsonNode Step(JsonNode root, JsonObject step)
    {
        string Text(string member) => step[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string)value! : throw Wrong($"an operation has no {member}");
        var path = Text("path");
        switch (Text("op"))
        {
            case "add":
                return Put(root, path, step["value"]?.DeepClone(), replaces: false);
            case "replace":
                return Put(root, path, step["value"]?.DeepClone(), replaces: true);
            case "remove":
                Remove(root, path);
                return root;
            case "test":
                return JsonNode.DeepEquals(Find(root, path), step["value"]) ? root : throw Wrong($"the test of {path} failed");
            case "copy":
                return Put(root, path, Find(root, Text("from"))?.DeepClone(), replaces: false);
            case "move":
                var moved = Find(root, Text("from"))?.DeepClone();
                Remove(root, Text("from"));
                return Put(root, path, moved, replaces: false);
            default:
                throw Wrong($"there is no operation {Text("op")}");
        }
    }

    private static string[] Parts(string path) => path.Length == 0 ? [] : path[0] == '/' ? [.. path[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))] : throw Wrong($"{path} is no path");

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var part in Parts(path)) node = Child(node, part, path);
        return node;
    }

    private static JsonNode? Child(JsonNode? node, string part, string path) => node switch
    {
        JsonObject map when map.TryGetPropertyValue(part, out var child) => child,
        JsonArray list when Index(part) is { } i && i < list.Count => list[i],
        _ => throw Wrong($"there is nothing at {path}"),
    };

    private static int? Index(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static (JsonNode Parent, string Last) Place(JsonNode root, string path)
    {
        var parts = Parts(path);
        JsonNode? node = root;
        foreach (var part in parts[..^1]) node = Child(node, part, path);
        return (node ?? throw Wrong($"there is nothing at {path}"), parts[^1]);
    }

    private static JsonNode Put(JsonNode root, string path, JsonNode? value, bool replaces)
    {
        if (path.Length == 0) return value ?? throw Wrong("the result is no object");
        if (replaces) Find(root, path);
        var (parent, last) = Place(root, path);
        switch (parent)
        {
            case JsonObject map:
                map[last] = value;
                break;
            case JsonArray list when last == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(last) is { } at && at <= list.Count:
                if (replaces) list[at] = value;
                else list.Insert(at, value);
                break;
            default:
                throw Wrong($"there is no place at {path}");
        }
        return root;
    }

    private static void Remove(JsonNode root, string path)
    {
        Find(root, path);
        var (parent, last) = Place(root, path);
        if (parent is JsonObject map) map.Remove(last);
        else ((JsonArray)parent).RemoveAt(Index(last)!.Value);
    }

    private static InvalidRequestException Wrong(string what) => new($"Invalid patch update: {what}");
}
