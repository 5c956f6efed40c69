using System.Text.Json.Nodes;

namespace Undercast.CloudFormation;

/// <summary>The intrinsic functions, and how to see one.</summary>
internal static class Intrinsics
{
    private static readonly HashSet<string> Names =
    [
        "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::If", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Fn::FindInMap", "Fn::ImportValue", "Fn::Base64", "Fn::Cidr",
        "Fn::GetAZs", "Fn::Transform", "Fn::Length", "Fn::ToJsonString",
    ];

    public static bool IsName(string name) => Names.Contains(name);

    /// <summary>Whether a node is one function with its argument.</summary>
    public static bool TryRead(JsonNode? node, out string name, out JsonNode? argument)
    {
        if (node is JsonObject { Count: 1 } map)
        {
            var (key, value) = map.First();
            if (key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal))
            {
                (name, argument) = (key, value);
                return key != "Condition" || value is JsonValue;
            }
        }
        (name, argument) = ("", null);
        return false;
    }

    /// <summary>The names between <c>${</c> and <c>}</c> of a <c>Fn::Sub</c> text; <c>${!…}</c> is literal.</summary>
    public static IEnumerable<(int Start, int End, string Name)> SubNames(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            if (end < 0) yield break;
            yield return (at, end + 1, text[(at + 2)..end].Trim());
            at = end + 1;
        }
    }
}
