using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Sam;

/// <summary>A template that the transform cannot accept; one or many of these make the message of the whole.</summary>
internal abstract class SamException(string id, string message) : Exception(message)
{
    /// <summary>What is wrong; errors are listed in its order.</summary>
    public string Id => id;
}

/// <summary>The shape of the whole is wrong.</summary>
internal sealed class InvalidStructureException(string message) : SamException("", $"Structure of the SAM template is invalid. {message}");

/// <summary>The section of defaults is wrong.</summary>
internal sealed class InvalidGlobalsException(string message) : SamException("", $"'Globals' section is invalid. {message}");

/// <summary>One resource is wrong.</summary>
internal sealed class InvalidResourceException(string id, string message) : SamException(id, $"Resource with id [{id}] is invalid. {message}");

/// <summary>One event of a resource is wrong; its resource is named by whoever knows it.</summary>
internal sealed class InvalidEventException(string id, string message) : SamException(id, $"Event with id [{id}] is invalid. {message}");

/// <summary>A generated resource would take the id of another.</summary>
internal sealed class TakenIdException(string by, string id, string type) : SamException(
    by, $"Transforming resource with id [{by}] attempts to create a new resource with id [{id}] and type \"{type}\". A resource with that id already exists within this template. Please use a different id for that resource.");

/// <summary>Checks that many resources share.</summary>
internal static class SamChecks
{
    public static JsonObject MapOr(JsonNode? node, string id, string property) =>
        node as JsonObject ?? throw new InvalidResourceException(id, $"Property '{property}' should be a map.");

    public static JsonArray ListOr(JsonNode? node, string id, string property) =>
        node as JsonArray ?? throw new InvalidResourceException(id, $"Property '{property}' should be a list.");

    public static string TextOr(JsonNode? node, string id, string property) =>
        SamTree.Text(node) ?? throw new InvalidResourceException(id, $"Property '{property}' should be a string.");

    public static JsonNode Required(JsonNode? node, string id, string property) =>
        node ?? throw new InvalidResourceException(id, $"Property '{property}' is required.");

    /// <summary>Checks properties against a table: names parted by blanks, <c>!</c> where required, then a colon and the kinds allowed (s text, b flag, n number, l list, m map).</summary>
    public static void Properties(string id, string type, JsonObject properties, string table)
    {
        var known = table.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in known)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            rules[colon < 0 ? entry.TrimEnd('!') : entry[..colon].TrimEnd('!')] = colon < 0 ? "" : entry[(colon + 1)..];
        }
        foreach (var (name, value) in properties)
        {
            if (!rules.TryGetValue(name, out var kinds)) throw new InvalidResourceException(id, $"property {name} not defined for resource of type {type}");
            if (kinds.Length > 0 && value is not null && !SamTree.IsIntrinsic(value) && !kinds.Contains(Kind(value), StringComparison.Ordinal))
                throw new InvalidResourceException(id, $"Type of property '{name}' is invalid.");
        }
        foreach (var entry in known)
        {
            var name = entry.Split(':')[0];
            if (name[^1] == '!' && properties[name[..^1]] is null) throw new InvalidResourceException(id, $"Missing required property '{name[..^1]}'.");
        }
    }

    private static char Kind(JsonNode node) => node switch
    {
        JsonObject => 'm',
        JsonArray => 'l',
        _ => node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => 's',
            System.Text.Json.JsonValueKind.Number => 'n',
            _ => 'b',
        },
    };
}
