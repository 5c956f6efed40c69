using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Undercast.ApiGateway;

/// <summary>Reads a document that is JSON or YAML.</summary>
internal static class YamlJson
{
    private const int MostDepth = 100;
    private const int MostNodes = 200_000;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="BadRequestException">It is neither.</exception>
    public static JsonObject Read(byte[] document)
    {
        try
        {
            return JsonNode.Parse(document, null, Strict) as JsonObject ?? throw Unreadable();
        }
        catch (JsonException)
        {
            return ReadYaml(Encoding.UTF8.GetString(document));
        }
    }

    private static JsonObject ReadYaml(string text)
    {
        try
        {
            CheckDepth(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var nodes = 0;
            return stream.Documents.Count == 1 && Convert(stream.Documents[0].RootNode, 0, ref nodes) is JsonObject root ? root : throw Unreadable();
        }
        catch (Exception e) when (e is YamlException or ArgumentException)
        {
            throw Unreadable();
        }
    }

    // What reads the nodes calls itself for each level, and the stack is not endless.
    private static void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostDepth) throw Unreadable();
        }
    }

    // Anchors are followed, so a small document may be a large one; both bounds hold against that.
    private static JsonNode? Convert(YamlNode node, int depth, ref int nodes)
    {
        if (depth > MostDepth || ++nodes > MostNodes) throw Unreadable();
        switch (node)
        {
            case YamlMappingNode map:
                var result = new JsonObject();
                foreach (var (key, value) in map.Children) result[(key as YamlScalarNode)?.Value ?? throw Unreadable()] = Convert(value, depth + 1, ref nodes);
                return result;
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children) items.Add(Convert(item, depth + 1, ref nodes));
                return items;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? "");
            default:
                return (node as YamlScalarNode)?.Value;
        }
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when text.All(static c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => text,
    };

    private static BadRequestException Unreadable() => Faults.Bad("Unable to parse API definition because of a malformed document");
}
