using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>Finds the properties of a resource that are not what its template says.</summary>
internal static class Drift
{
    public const string InSync = "IN_SYNC";
    public const string Modified = "MODIFIED";
    public const string Deleted = "DELETED";
    public const string Drifted = "DRIFTED";

    // AWS: only what the template says is compared.
    public static DriftRecord Of(ResourceSchema schema, ResourceCall call, ResourceModel? actual, DateTimeOffset now)
    {
        var expected = new JsonObject();
        foreach (var (name, value) in call.Properties)
        {
            if (Readable(schema, name, value) is { } readable) expected[name] = readable;
        }
        if (actual?.Properties is not { } properties) return new DriftRecord(Deleted, now, expected, null, []);
        var found = new JsonObject();
        foreach (var (name, value) in properties)
        {
            if (expected.ContainsKey(name)) found[name] = name == schema.TagProperty ? Own(value, call.StackTags) : value?.DeepClone();
        }
        var differences = new List<DifferenceRecord>();
        Compare("", expected, found, differences);
        return new DriftRecord(differences.Count == 0 ? InSync : Modified, now, expected, found, differences);
    }

    /// <summary>A property without what its service never gives back; null where nothing is left of it.</summary>
    private static JsonNode? Readable(ResourceSchema schema, string path, JsonNode? value)
    {
        if (schema.WriteOnly.Contains(path)) return null;
        if (value is not JsonObject { Count: > 0 } map || !schema.WriteOnly.Any(p => p.StartsWith(path + ".", StringComparison.Ordinal))) return value?.DeepClone();
        var left = new JsonObject();
        foreach (var (name, member) in map)
        {
            if (Readable(schema, $"{path}.{name}", member) is { } readable) left[name] = readable;
        }
        return left.Count == 0 ? null : left;
    }

    /// <summary>Tags without those of the stack and of the cloud.</summary>
    private static JsonNode? Own(JsonNode? tags, IReadOnlyDictionary<string, string> stack)
    {
        bool IsForeign(string? key) => key is null || key.StartsWith("aws:", StringComparison.Ordinal) || stack.ContainsKey(key);
        return tags switch
        {
            JsonArray list => new JsonArray([.. list.Where(t => !IsForeign((string?)t?["Key"])).Select(t => t?.DeepClone())]),
            JsonObject map => new JsonObject(map.Where(t => !IsForeign(t.Key)).Select(t => KeyValuePair.Create(t.Key, t.Value?.DeepClone()))),
            _ => tags?.DeepClone(),
        };
    }

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, List<DifferenceRecord> into)
    {
        if (AreSame(expected, actual)) return;
        switch (expected, actual)
        {
            case (JsonObject e, JsonObject a):
                foreach (var (name, value) in e) Compare($"{path}/{name}", value, a[name], into);
                foreach (var (name, value) in a)
                {
                    if (!e.ContainsKey(name)) into.Add(new DifferenceRecord($"{path}/{name}", "null", Text(value), "ADD"));
                }
                break;
            case (JsonArray e, JsonArray a) when e.Count == a.Count && e.Count == 1:
                Compare($"{path}/0", e[0], a[0], into);
                break;
            case (JsonArray e, JsonArray a):
                foreach (var (item, i) in e.Select((item, i) => (item, i)))
                {
                    if (!a.Any(other => AreSame(item, other))) into.Add(new DifferenceRecord($"{path}/{i}", Text(item), "null", "REMOVE"));
                }
                foreach (var (item, i) in a.Select((item, i) => (item, i)))
                {
                    if (!e.Any(other => AreSame(item, other))) into.Add(new DifferenceRecord($"{path}/{i}", "null", Text(item), "ADD"));
                }
                break;
            case (_, null):
                into.Add(new DifferenceRecord(path, Text(expected), "null", "REMOVE"));
                break;
            default:
                into.Add(new DifferenceRecord(path, Text(expected), Text(actual), "NOT_EQUAL"));
                break;
        }
    }

    /// <summary>Whether two values say the same: the order of a list does not, nor whether a document is text.</summary>
    private static bool AreSame(JsonNode? a, JsonNode? b)
    {
        if (JsonNode.DeepEquals(a, b)) return true;
        switch (a, b)
        {
            case (JsonArray x, JsonArray y):
                return x.Count == y.Count && x.All(i => y.Any(j => AreSame(i, j)));
            case (JsonObject x, JsonObject y):
                return x.Count == y.Count && x.All(m => y.TryGetPropertyValue(m.Key, out var other) && AreSame(m.Value, other));
            case (JsonObject or JsonArray, JsonValue text) when text.GetValueKind() == JsonValueKind.String:
                return ResponseDesk.Read((string)text!) is { } read && AreSame(a, read);
            case (JsonValue text, JsonObject or JsonArray) when text.GetValueKind() == JsonValueKind.String:
                return ResponseDesk.Read((string)text!) is { } known && AreSame(known, b);
            case (JsonValue x, JsonValue y):
                return PropertyRules.TextOf(x) == PropertyRules.TextOf(y);
            default:
                return a is JsonObject { Count: 0 } or JsonArray { Count: 0 } && b is null;
        }
    }

    private static string Text(JsonNode? node) => node is JsonValue value ? PropertyRules.TextOf(value) : node?.ToJsonString() ?? "null";
}
