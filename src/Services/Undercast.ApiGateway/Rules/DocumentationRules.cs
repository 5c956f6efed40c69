using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.ApiGateway;

/// <summary>What documentation may say, and how it stands in OpenAPI documents.</summary>
internal static class DocumentationRules
{
    private static readonly string[] WithPath =
        ["RESOURCE", "METHOD", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER", "REQUEST_BODY", "RESPONSE", "RESPONSE_HEADER", "RESPONSE_BODY"];

    private static readonly string[] WithName = ["AUTHORIZER", "MODEL", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER", "RESPONSE_HEADER"];

    public static DocumentationPart Complete(DocumentationPart part)
    {
        var location = part.Location ?? throw Faults.Bad("Invalid Documentation part: 'location' must be specified");
        var type = location.Type;
        if (type != "API" && !WithPath.Contains(type) && !WithName.Contains(type)) throw Faults.Bad($"Invalid Documentation part type specified: {type}");
        if (WithName.Contains(type) && string.IsNullOrEmpty(location.Name)) throw Faults.Bad($"Invalid Documentation part location: 'name' must be specified for type {type}");
        try
        {
            if (JsonNode.Parse(part.Properties ?? "") is not JsonObject) throw Faults.Bad("Invalid Documentation part: properties must be a JSON object");
        }
        catch (JsonException)
        {
            throw Faults.Bad("Invalid Documentation part: properties must be a JSON object");
        }
        // AWS: what holds everywhere is a slash for the path and a star for the rest.
        if (WithPath.Contains(type)) location = location with { Path = location.Path ?? "/", Method = type == "RESOURCE" ? null : location.Method ?? "*", StatusCode = type!.StartsWith("RESPONSE", StringComparison.Ordinal) ? location.StatusCode ?? "*" : null };
        return part with { Location = location };
    }

    public static string Merge(JsonObject old, JsonObject next)
    {
        foreach (var (name, value) in next) old[name] = value?.DeepClone();
        return old.ToJsonString();
    }

    /// <summary>The parts of AWS's extension, and those that the document's own descriptions make.</summary>
    public static IEnumerable<DocumentationPart> Read(JsonObject document)
    {
        foreach (var node in document["x-amazon-apigateway-documentation"]?["documentationParts"] as JsonArray ?? [])
        {
            var location = node?["location"] as JsonObject;
            yield return Complete(new DocumentationPart
            {
                Properties = (node?["properties"] as JsonObject ?? []).ToJsonString(),
                Location = new DocumentationPartLocation { Type = (string?)location?["type"], Path = (string?)location?["path"], Method = (string?)location?["method"], Name = (string?)location?["name"], StatusCode = location?["statusCode"]?.ToString() },
            });
        }
        if (document["info"] is JsonObject info && Described(info) is { } api) yield return Complete(new DocumentationPart { Location = new DocumentationPartLocation { Type = "API" }, Properties = new JsonObject { ["info"] = api }.ToJsonString() });
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            foreach (var (method, operation) in item as JsonObject ?? [])
            {
                if (operation is JsonObject given && Described(given) is { } said) yield return Complete(new DocumentationPart { Location = new DocumentationPartLocation { Type = "METHOD", Path = path, Method = method.ToUpperInvariant() }, Properties = said.ToJsonString() });
            }
        }
    }

    private static JsonObject? Described(JsonObject node)
    {
        var made = new JsonObject();
        foreach (var name in (string[])["description", "summary"])
        {
            if (node[name] is { } text) made[name] = text.DeepClone();
        }
        return made.Count == 0 ? null : made;
    }
}
