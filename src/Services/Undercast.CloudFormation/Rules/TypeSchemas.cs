using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>Resource types as the registry describes them: a JSON schema of their properties.</summary>
internal static class TypeSchemas
{
    public static JsonObject Of(ResourceType type)
    {
        var schema = type.Schema;
        var definitions = new JsonObject();
        foreach (var (name, group) in schema.Groups.Where(g => g.Key != "Properties").OrderBy(g => g.Key, StringComparer.Ordinal)) definitions[name] = Group(group);
        var made = Group(schema.Properties);
        made["typeName"] = type.Name;
        if (definitions.Count > 0) made["definitions"] = definitions;
        foreach (var (member, names) in ((string, IEnumerable<string>)[])
            [("primaryIdentifier", schema.Identifier), ("createOnlyProperties", schema.CreateOnly), ("readOnlyProperties", schema.ReadOnly), ("writeOnlyProperties", schema.WriteOnly)])
        {
            JsonNode[] paths = [.. names.Select(n => (JsonNode)$"/properties/{n.Replace('.', '/')}")];
            if (paths.Length > 0) made[member] = new JsonArray(paths);
        }
        if (schema.TagProperty is { } tags) made["tagging"] = new JsonObject { ["taggable"] = true, ["tagProperty"] = $"/properties/{tags}" };
        return made;
    }

    /// <summary>AWS: what can be made but never changed is immutable.</summary>
    public static string ProvisioningOf(ResourceType type) =>
        type.Schema.Properties.Properties.Keys.All(p => type.Schema.CreateOnly.Contains(p) || type.Schema.ReadOnly.Contains(p)) ? "IMMUTABLE" : "FULLY_MUTABLE";

    private static JsonObject Group(PropertyGroup group)
    {
        var properties = new JsonObject();
        foreach (var (name, property) in group.Properties)
        {
            var kind = Kind(property.Kind);
            if (property.Allowed is { } allowed) kind["enum"] = new JsonArray([.. allowed.Select(a => (JsonNode)a)]);
            if (name != "*") properties[name] = kind;
        }
        var made = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = group.Properties.ContainsKey("*") };
        JsonNode[] required = [.. group.Properties.Values.Where(p => p.Required).Select(p => (JsonNode)p.Name)];
        if (required.Length > 0) made["required"] = new JsonArray(required);
        return made;
    }

    private static JsonObject Kind(PropertyKind kind) => kind.Shape switch
    {
        PropertyShape.String => new JsonObject { ["type"] = "string" },
        PropertyShape.Integer => new JsonObject { ["type"] = "integer" },
        PropertyShape.Number => new JsonObject { ["type"] = "number" },
        PropertyShape.Boolean => new JsonObject { ["type"] = "boolean" },
        PropertyShape.List => new JsonObject { ["type"] = "array", ["items"] = Kind(kind.Element!) },
        PropertyShape.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Kind(kind.Element!) },
        PropertyShape.Group => new JsonObject { ["$ref"] = $"#/definitions/{kind.Name}" },
        _ => new JsonObject { ["type"] = new JsonArray("object", "string") },
    };
}
