using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>The transform that repeats parts of a template, counts lists and writes documents as text.</summary>
internal sealed class LanguageExtensions : ITemplateTransform
{
    public const string TransformName = "AWS::LanguageExtensions";
    public const string Loop = "Fn::ForEach::";

    /// <inheritdoc/>
    public string Name => TransformName;

    /// <summary>Whether a function is there only under this transform.</summary>
    public static bool Owns(string function) => function is "Fn::Length" or "Fn::ToJsonString" || function.StartsWith(Loop, StringComparison.Ordinal);

    /// <inheritdoc/>
    public JsonObject Apply(JsonObject template, TransformScope scope) => new Expansion(template, scope).Apply();
}

/// <summary>One run of <see cref="LanguageExtensions"/> over a template.</summary>
internal sealed partial class Expansion(JsonObject template, TransformScope scope)
{
    // Loops in loops multiply; a template may not come near this.
    private const int MaxMembers = 20_000;

    private static readonly Dictionary<string, string> None = [];
    private TransformValues _values = new(template, [], scope);
    private string _section = "";
    private int _members;

    public JsonObject Apply()
    {
        CheckNames();
        var expanded = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        // Conditions first: values may ask for them.
        foreach (var section in (string[])["Conditions", "Resources", "Outputs"])
        {
            if (template[section] is not JsonObject members) continue;
            _section = section;
            expanded[section] = Members(members, None);
            if (section == "Conditions") _values = new TransformValues(template, expanded[section], scope);
        }
        var result = new JsonObject();
        foreach (var (name, node) in template) result[name] = expanded.TryGetValue(name, out var section) ? section : node?.DeepClone();
        foreach (var section in (string[])["Resources", "Outputs"]) Attributes(result, section);
        return result;
    }

    /// <summary>What must be a plain text in the end may have been a function until here.</summary>
    private void Attributes(JsonObject result, string section)
    {
        foreach (var (_, node) in result[section] as JsonObject ?? [])
        {
            if (node is not JsonObject member) continue;
            foreach (var attribute in (string[])["Condition", "DeletionPolicy", "UpdateReplacePolicy", "DependsOn"])
            {
                if (member[attribute] is { } said and not JsonValue && _values.TryGet(said, out var value)) member[attribute] = value;
            }
            if (member["Condition"] is JsonValue condition && (result["Conditions"] as JsonObject)?.ContainsKey(PropertyRules.TextOf(condition)) != true)
                throw Fault($"Key {PropertyRules.TextOf(condition)} is missing in the map.");
        }
    }

    private JsonNode? Node(JsonNode? node, Dictionary<string, string> bound)
    {
        if (Intrinsics.TryRead(node, out var function, out var argument) && !function.StartsWith(LanguageExtensions.Loop, StringComparison.Ordinal))
        {
            switch (function)
            {
                case "Ref":
                    var name = argument is JsonValue text ? PropertyRules.TextOf(text) : Literal(argument, bound);
                    return bound.TryGetValue(name, out var item) ? JsonValue.Create(item) : new JsonObject { ["Ref"] = name };
                case "Fn::Sub":
                    return new JsonObject { ["Fn::Sub"] = Sub(argument, bound) };
                case "Fn::GetAtt" when argument is JsonArray path:
                    return new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. path.Select(p => (JsonNode)(p is JsonValue part ? PropertyRules.TextOf(part) : Literal(p, bound)))]) };
            }
            var call = new JsonObject { [function] = Node(argument, bound) };
            return function switch
            {
                "Fn::FindInMap" or "Fn::ToJsonString" => _values.TryGet(call, out var value) ? value : call,
                "Fn::Length" => _values.TryGet(call, out var length) ? length : throw Fault("The Fn::Length value could not be resolved for properties"),
                _ => call,
            };
        }
        return node switch
        {
            JsonObject map => Members(map, bound),
            JsonArray list => new JsonArray([.. list.Select(i => Node(i, bound))]),
            _ => node?.DeepClone(),
        };
    }

    private string Literal(JsonNode? node, Dictionary<string, string> bound) =>
        _values.TryGet(Node(node, bound), out var value) && value is JsonValue text ? PropertyRules.TextOf(text) : throw Fault("A function within Ref or Fn::GetAtt could not be resolved");

    private JsonNode? Sub(JsonNode? argument, Dictionary<string, string> bound)
    {
        JsonValue Text(JsonValue text)
        {
            // AWS: an item takes the place of ${Item} here; &{Item} stays as it is.
            var filled = Placeholder().Replace(PropertyRules.TextOf(text), m => m.Groups[1].Value == "$" && bound.TryGetValue(m.Groups[2].Value, out var item) ? item : m.Value);
            return JsonValue.Create(filled);
        }
        return argument switch
        {
            JsonValue text => Text(text),
            JsonArray { Count: 2 } two when two[0] is JsonValue text => new JsonArray(Text(text), Node(two[1], bound)),
            _ => argument?.DeepClone(),
        };
    }

    private JsonObject Members(JsonObject map, Dictionary<string, string> bound)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map)
        {
            if (!key.StartsWith(LanguageExtensions.Loop, StringComparison.Ordinal)) Add(result, key, Node(value, bound));
            else Repeat(result, value, bound);
        }
        return result;
    }

    private void Repeat(JsonObject into, JsonNode? loop, Dictionary<string, string> bound)
    {
        if (loop is not JsonArray { Count: 3 } parts || parts[0] is not JsonValue identifier || parts[1] is null or JsonValue || parts[2] is not JsonObject fragment) throw Fault("Fn::ForEach layout is incorrect");
        var name = PropertyRules.TextOf(identifier);
        if (!_values.TryGet(Node(parts[1], bound), out var found) || found is not JsonArray items || items.Any(i => i is not JsonValue))
            throw Fault("Could not find a collection or could not be resolved for Fn::ForEach");
        foreach (var item in items)
        {
            var inner = new Dictionary<string, string>(bound) { [name] = PropertyRules.TextOf((JsonValue)item!) };
            foreach (var (key, value) in fragment)
            {
                if (key.StartsWith(LanguageExtensions.Loop, StringComparison.Ordinal))
                {
                    Repeat(into, value, inner);
                    continue;
                }
                // AWS: in keys, &{Item} is the item without what is not alphanumeric.
                var made = Placeholder().Replace(key, m => !inner.TryGetValue(m.Groups[2].Value, out var text) ? m.Value : m.Groups[1].Value == "$" ? text : string.Concat(text.Where(char.IsAsciiLetterOrDigit)));
                if (_section == "Outputs" && fragment.Parent?.Parent?.Parent == template && !made.All(char.IsAsciiLetterOrDigit)) throw Fault($"OutputKey '{made}' should be alphanumeric");
                Add(into, made, Node(value, inner));
            }
        }
    }

    private void Add(JsonObject into, string key, JsonNode? value)
    {
        if (++_members > MaxMembers * 10 || into.Count > MaxMembers) throw Fault("The template expands to too much");
        if (!into.TryAdd(key, value)) throw Fault($"Duplicate key '{key}' when merging keys to parent object in Fn::ForEach");
    }

    /// <summary>The name of a loop is neither another loop's nor a resource's.</summary>
    private void CheckNames()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Walk(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list) Walk(item);
            }
            if (node is not JsonObject map) return;
            foreach (var (key, value) in map)
            {
                if (key.StartsWith(LanguageExtensions.Loop, StringComparison.Ordinal))
                {
                    var name = key[LanguageExtensions.Loop.Length..];
                    // A guess at the words; the rule is documented.
                    if (!seen.Add(name)) throw Fault($"Fn::ForEach loop name {name} is used more than once");
                    if ((template["Resources"] as JsonObject)?.ContainsKey(name) == true) throw Fault($"Fn::ForEach loop name {name} is the logical id of a resource");
                }
                Walk(value);
            }
        }
        foreach (var (section, node) in template)
        {
            if (section is "Conditions" or "Resources" or "Outputs") Walk(node);
        }
    }

    private static TransformException Fault(string message) => new($"Transform {LanguageExtensions.TransformName} failed with: {message}");

    [GeneratedRegex(@"([$&])\{([^!}][^}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Placeholder();
}
