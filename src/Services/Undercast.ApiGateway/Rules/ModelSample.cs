using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.ApiGateway;

/// <summary>A mapping template that makes what a model describes, for people to begin with.</summary>
internal static class ModelSample
{
    private const int MostDepth = 16;

    public static string Of(string? schema)
    {
        try
        {
            return (Make(JsonNode.Parse(schema ?? "{}"), "$inputRoot", 0) ?? new JsonObject()).ToJsonString();
        }
        catch (JsonException)
        {
            throw Faults.Bad("Invalid model schema specified");
        }
    }

    private static JsonNode? Make(JsonNode? schema, string path, int depth)
    {
        if (schema is not JsonObject map || depth > MostDepth) return null;
        switch (map["type"]?.ToString())
        {
            case "array":
                return new JsonArray(Make(map["items"], path, depth + 1));
            case null or "object":
                var made = new JsonObject();
                foreach (var (name, member) in map["properties"] as JsonObject ?? []) made[name] = Make(member, $"{path}.{name}", depth + 1);
                return made;
            case "boolean":
                return true;
            case "integer" or "number":
                return 42;
            default:
                return "foo";
        }
    }
}
