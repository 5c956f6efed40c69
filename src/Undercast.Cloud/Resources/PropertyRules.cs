using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cloud;

/// <summary>Holds properties against a schema, and brings scalars into the type that the schema says: templates may write <c>"5"</c> for 5 and <c>"true"</c> for true.</summary>
public static class PropertyRules
{
    private const int MaxFindings = 10;

    /// <summary>The properties in the schema's types.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="properties">As the template says, with every function resolved.</param>
    /// <param name="findings">What is wrong, in AWS's words; empty when all is right.</param>
    public static JsonObject Check(ResourceSchema schema, JsonObject properties, out IReadOnlyList<string> findings)
    {
        var found = new List<string>();
        var result = Group(schema, schema.Properties, properties, "#", found, top: true);
        findings = found;
        return result;
    }

    private static JsonObject Group(ResourceSchema schema, PropertyGroup group, JsonObject value, string path, List<string> findings, bool top = false)
    {
        var result = new JsonObject();
        foreach (var (name, member) in value)
        {
            if (member is null) continue;
            if (!(group.Properties.TryGetValue(name, out var property) || group.Properties.TryGetValue("*", out property)) || (top && schema.ReadOnly.Contains(name) && !schema.CreateOnly.Contains(name)))
            {
                // AWS: the wording of the resource registry's validation.
                Add(findings, $"{path}: extraneous key [{name}] is not permitted");
                continue;
            }
            if (Value(schema, property.Kind, member, $"{path}/{name}", findings) is not { } typed) continue;
            if (property.Allowed is { } allowed && typed.GetValueKind() == JsonValueKind.String && !allowed.Contains((string?)typed))
                Add(findings, $"{path}/{name}: {(string?)typed} is not a valid enum value");
            result[name] = typed;
        }
        foreach (var property in group.Properties.Values)
        {
            if (property.Required && !result.ContainsKey(property.Name) && !value.ContainsKey(property.Name)) Add(findings, $"{path}: required key [{property.Name}] not found");
        }
        return result;
    }

    private static JsonNode? Value(ResourceSchema schema, PropertyKind kind, JsonNode value, string path, List<string> findings)
    {
        switch (kind.Shape, value)
        {
            case (PropertyShape.Json, _):
                return value.DeepClone();
            case (PropertyShape.Group, JsonObject group):
                return Group(schema, schema.Groups[kind.Name!], group, path, findings);
            case (PropertyShape.Map, JsonObject map):
                var members = new JsonObject();
                foreach (var (name, member) in map)
                {
                    if (member is not null) members[name] = Value(schema, kind.Element!, member, $"{path}/{name}", findings);
                }
                return members;
            case (PropertyShape.List, JsonArray list):
                var items = new JsonArray();
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is { } item && Value(schema, kind.Element!, item, $"{path}/{i}", findings) is { } typed) items.Add(typed);
                }
                return items;
            case (PropertyShape.List, JsonValue single) when kind.Element!.Shape is not PropertyShape.Group:
                // AWS: a single scalar is taken for a list of one.
                return Value(schema, kind.Element, single, path, findings) is { } only ? new JsonArray(only) : null;
            case (_, JsonValue scalar):
                if (Scalar(kind.Shape, scalar) is { } result) return result;
                break;
        }
        Add(findings, $"{path}: expected type: {NameOf(kind.Shape)}, found: {NameOf(value)}");
        return null;
    }

    private static JsonValue? Scalar(PropertyShape shape, JsonValue value)
    {
        var text = TextOf(value);
        switch (shape)
        {
            case PropertyShape.String:
                return JsonValue.Create(text);
            case PropertyShape.Boolean:
                return text switch { "true" or "True" => JsonValue.Create(true), "false" or "False" => JsonValue.Create(false), _ => null };
            case PropertyShape.Integer:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null;
            case PropertyShape.Number:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : null;
            default:
                return null;
        }
    }

    /// <summary>A scalar as text: what <c>Ref</c>, <c>Fn::Join</c> and string properties make of it.</summary>
    public static string TextOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => (string)value!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToJsonString(),
    };

    private static string NameOf(PropertyShape shape) => shape switch
    {
        PropertyShape.String => "String",
        PropertyShape.Integer => "Integer",
        PropertyShape.Number => "Number",
        PropertyShape.Boolean => "Boolean",
        PropertyShape.List => "JSONArray",
        _ => "JSONObject",
    };

    private static string NameOf(JsonNode value) => value switch
    {
        JsonObject => "JSONObject",
        JsonArray => "JSONArray",
        _ => value.GetValueKind() switch { JsonValueKind.String => "String", JsonValueKind.Number => "Number", _ => "Boolean" },
    };

    private static void Add(List<string> findings, string text)
    {
        if (findings.Count < MaxFindings) findings.Add(text);
    }
}
