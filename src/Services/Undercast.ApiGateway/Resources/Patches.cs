using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary>The PATCH operations that bring an entity from a template's old properties to its new ones.</summary>
internal sealed class Patches(ResourceCall call)
{
    private readonly JsonArray _operations = [];

    /// <summary>A scalar; one that is gone becomes empty, or what it is without being named.</summary>
    public Patches Scalar(string property, string path, string otherwise = "")
    {
        var (old, next) = (call.Previous?[property], call.Properties[property]);
        if (!JsonNode.DeepEquals(old, next)) Add("replace", path, next is null ? otherwise : ResourceCall.DocumentOf(next));
        return this;
    }

    /// <summary>A scalar of a group; one that is gone becomes empty.</summary>
    public Patches Member(JsonNode? old, JsonNode? next, string member, string path)
    {
        var (before, after) = (old?[member], next?[member]);
        if (!JsonNode.DeepEquals(before, after)) Add("replace", path, after is null ? "" : ResourceCall.DocumentOf(after));
        return this;
    }

    /// <summary>A map: what is new or changed is replaced, what is gone removed.</summary>
    public Patches Map(JsonNode? old, JsonNode? next, string path)
    {
        foreach (var (key, _) in old as JsonObject ?? [])
        {
            if ((next as JsonObject)?[key] is null) Add("remove", $"{path}/{Escape(key)}", null);
        }
        foreach (var (key, value) in next as JsonObject ?? [])
        {
            if (!JsonNode.DeepEquals((old as JsonObject)?[key], value)) Add("replace", $"{path}/{Escape(key)}", ResourceCall.DocumentOf(value));
        }
        return this;
    }

    /// <summary>A list of texts, whose items the path or the value names.</summary>
    public Patches List(JsonNode? old, JsonNode? next, string path, bool inPath)
    {
        var (before, after) = (Texts(old), Texts(next));
        foreach (var item in before.Except(after)) Add("remove", inPath ? $"{path}/{Escape(item)}" : path, inPath ? null : item);
        foreach (var item in after.Except(before)) Add("add", inPath ? $"{path}/{Escape(item)}" : path, inPath ? null : item);
        return this;
    }

    public Patches Add(string op, string path, string? value)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = path };
        if (value is not null) operation["value"] = value;
        _operations.Add(operation);
        return this;
    }

    /// <summary>Sends them, if there are any.</summary>
    public async ValueTask SendAsync(string operation, JsonObject input)
    {
        if (_operations.Count == 0) return;
        input["patchOperations"] = _operations;
        await call.SendAsync("apigateway", operation, input);
    }

    public static string Escape(string text) => text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static List<string> Texts(JsonNode? list) => (list as JsonArray)?.Select(static i => (string)i!).ToList() ?? [];
}

/// <summary>What the types share: properties under the wire's names, and parts of an API.</summary>
internal static class Wired
{
    /// <summary>How every entity's tags are read and changed.</summary>
    public static readonly TagOperations Tags = new("apigateway", "GetTags", "TagResource", "UntagResource", "resourceArn") { Tags = "tags", Keys = "tagKeys" };

    /// <summary>The ARN of an entity, by its path.</summary>
    public static string ArnOf(ResourceCall call, string path) => $"arn:{call.Partition}:apigateway:{call.Region}::/{path}";

    /// <summary>The named properties with their first letter small, as the wire has them.</summary>
    public static JsonObject Of(ResourceCall call, params ReadOnlySpan<string> names)
    {
        var input = new JsonObject();
        foreach (var name in names)
        {
            if (call.Properties[name] is { } value) input[Lower(name)] = value.DeepClone();
        }
        return input;
    }

    public static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A group's members with small first letters.</summary>
    public static JsonObject? Group(JsonNode? node)
    {
        if (node is not JsonObject group) return null;
        var result = new JsonObject();
        foreach (var (name, value) in group) result[Lower(name)] = value?.DeepClone();
        return result;
    }

    public static ValueTask DeleteAsync(ResourceCall call, string operation, JsonObject input) => IgnoreAsync(call.TrySendAsync("apigateway", operation, input, static e => e is NotFoundException));

    private static async ValueTask IgnoreAsync(ValueTask<JsonObject?> deleting) => await deleting;
}
