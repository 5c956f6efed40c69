using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::Connector</c>: what one resource may do with another.</summary>
internal static class SamConnector
{
    /// <summary>Makes resources of the connectors that stand inside other resources.</summary>
    public static void Unfold(SamRun run, List<string> errors)
    {
        foreach (var (id, node) in run.Resources.ToArray())
        {
            var resource = (JsonObject)node!;
            if (!resource.TryGetPropertyValue("Connectors", out var connectors)) continue;
            resource.Remove("Connectors");
            if (connectors is not JsonObject map)
            {
                errors.Add(new InvalidResourceException(id, $"Attribute '{id}.Connectors' should be a map.").Message);
                continue;
            }
            foreach (var (name, entry) in map)
            {
                try
                {
                    Add(run, id, name, entry);
                }
                catch (SamException e)
                {
                    errors.Add(e.Message);
                }
            }
        }
    }

    private static void Add(SamRun run, string id, string name, JsonNode? entry)
    {
        var newId = id + name;
        if (entry is not JsonObject connector) throw new InvalidResourceException(newId, $"{id}.{newId} should be a map.");
        if (connector["Properties"] is not JsonObject { Count: > 0 } properties) throw new InvalidResourceException(id, $"Attribute 'Connectors.{name}.Properties' should be a map.");
        if (run.Resources.ContainsKey(newId)) throw new TakenIdException(id, newId, "AWS::Serverless::Connector");
        var source = new JsonObject { ["Id"] = id };
        if (properties["SourceReference"] is { } reference)
            foreach (var (key, value) in reference as JsonObject ?? throw new InvalidResourceException(id, $"Property 'Connectors.{name}.Properties.SourceReference' should be a map.")) source[key] = value?.DeepClone();
        var made = (JsonObject)connector.DeepClone();
        made["Type"] = "AWS::Serverless::Connector";
        var body = (JsonObject)made["Properties"]!;
        body.Remove("SourceReference");
        body["Source"] = source;
        run.Resources[newId] = made;
    }

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        foreach (var name in (string[])["Source", "Destination", "Permissions"])
        {
            if (properties[name] is null) throw new InvalidResourceException(id, $"Missing required property '{name}'.");
        }
        throw new InvalidResourceException(id, "AWS::Serverless::Connector is not supported here.");
    }
}
