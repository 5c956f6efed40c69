using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undercast.CloudFormation.Sam;

/// <summary>One template under transformation: what it says, what has been made of it, and what was found wrong.</summary>
internal sealed partial class SamRun
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _attributeIds = new(StringComparer.Ordinal);

    public SamRun(JsonObject template, TransformScope scope, SamPolicies policies)
    {
        (Template, Policies) = (template, policies);
        if (template["Resources"] is not JsonObject { Count: > 0 } resources) throw new InvalidStructureException("'Resources' section is required");
        Resources = resources;
        Region = scope.Region;
        Partition = Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : Region.StartsWith("us-gov", StringComparison.Ordinal) ? "aws-us-gov" : "aws";
        foreach (var (name, rule) in template["Parameters"] as JsonObject ?? []) _values[name] = rule.At("Default");
        foreach (var (name, value) in scope.Parameters)
        {
            // A default keeps the type that the template gave it.
            if (!_values.TryGetValue(name, out var known) || known is null || known.ToString() != value) _values[name] = value;
        }
        _values["AWS::Region"] = Region;
        _values["AWS::Partition"] = Partition;
    }

    public JsonObject Template { get; }
    public JsonObject Resources { get; }
    public JsonObject Output { get; } = [];
    public SamPolicies Policies { get; }
    public string Region { get; }
    public string Partition { get; }

    /// <summary>APIs whose paths are made from events.</summary>
    public HashSet<string> ManagedApis { get; } = new(StringComparer.Ordinal);

    /// <summary>The gradual deployments made, with their condition and whether they need the shared role.</summary>
    public List<(string? Condition, bool Role)> Deployments { get; } = [];

    /// <summary>The section that has been merged, for resources that come later.</summary>
    public JsonObject? Globals { get; init; }

    /// <summary>Published applications, where there are any.</summary>
    public ISamApplications? Applications { get; init; }

    /// <summary>Applications whose templates could not be read in time.</summary>
    public List<string> Unready { get; } = [];

    /// <summary>What usage plans share.</summary>
    public List<(string Api, string StageId, JsonObject Resource)> SharedUsagePlans { get; } = [];

    /// <summary>Methods that want no API key.</summary>
    public HashSet<JsonObject> WithoutKey { get; } = [];

    public string? TypeOf(string? id) => id is null ? null : SamTree.Text(Resources[id].At("Type"));

    /// <summary>Adds one resource to the output.</summary>
    public JsonObject Emit(string by, string id, string type, JsonNode? properties, JsonObject? attributes = null)
    {
        if (Output.ContainsKey(id) || (id != by && Resources.ContainsKey(id))) throw new TakenIdException(by, id, type);
        var resource = SamTree.Map(("Type", type), ("Properties", properties));
        foreach (var (name, value) in attributes ?? []) resource[name] = value?.DeepClone();
        Output[id] = resource;
        return resource;
    }

    /// <summary>Notes that a resource has got another id.</summary>
    public void Rename(string id, string target) => _attributeIds[id] = target;

    /// <summary>Notes what <c>!Ref Function.Version</c> and its like stand for.</summary>
    public void Name(string id, string attribute, string target) => _attributeIds[$"{id}.{attribute}"] = target;

    /// <summary>Attributes that the resources made from one resource share with it.</summary>
    public static JsonObject Shared(JsonObject resource)
    {
        var shared = new JsonObject();
        SamTree.Take(shared, resource, "Condition", "DeletionPolicy", "UpdateReplacePolicy");
        return shared;
    }

    /// <summary>Attributes of the resource that takes the place of the original.</summary>
    public static JsonObject Own(JsonObject resource)
    {
        var own = Shared(resource);
        SamTree.Take(own, resource, "DependsOn", "Metadata");
        return own;
    }

    /// <summary>A copy in which references to parameters and mappings are replaced by their values.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Resolve)]);
            case JsonObject { Count: 1 } map when SamTree.Text(map["Ref"]) is { } name && _values.TryGetValue(name, out var value) && value is not null:
                return value.DeepClone();
            case JsonObject { Count: 1 } map when map["Fn::Sub"] is { } sub:
                return new JsonObject { ["Fn::Sub"] = ResolveSub(sub) };
            case JsonObject { Count: 1 } map when map["Fn::FindInMap"] is JsonArray { Count: 3 } path:
                var keys = path.Select(p => Resolve(p) is { } k && k is JsonValue ? k.ToString() : null).ToArray();
                if (keys[0] is null || keys[1] is null || keys[2] is null || Template.MapAt("Mappings") is not { } mappings || mappings[keys[0]!] is not { } mapping) return map.DeepClone();
                if (mapping is not JsonObject levels || (levels[keys[1]!] is { } level && level is not JsonObject))
                    throw new InvalidStructureException($"Cannot use Fn::FindInMap on Mapping '{keys[0]}' which is not a a two-level map.");
                return levels[keys[1]!].At(keys[2]!)?.DeepClone() ?? map.DeepClone();
            case JsonObject map:
                var copy = new JsonObject();
                foreach (var (name, member) in map) copy[name] = Resolve(member);
                return copy;
            default:
                return node?.DeepClone();
        }
    }

    private JsonNode? ResolveSub(JsonNode sub) => sub switch
    {
        JsonValue value when SamTree.Text(value) is { } text => Fill(text, null),
        JsonArray { Count: 2 } parts when SamTree.Text(parts[0]) is { } text => SamTree.List(Fill(text, parts[1] as JsonObject), Resolve(parts[1])),
        _ => sub.DeepClone(),
    };

    private JsonValue Fill(string text, JsonObject? own) => JsonValue.Create(Variable().Replace(text, m =>
    {
        var name = m.Groups[1].Value;
        if (own?.ContainsKey(name) == true || !_values.TryGetValue(name, out var value) || value is null) return m.Value;
        return value is JsonValue ? Plain(value) : throw new InvalidStructureException($"Invalid Fn::Sub variable value {SamTree.Shown(value)}. Fn::Sub expects all variables to be strings.");
    }));

    private static string Plain(JsonNode value) => SamTree.Text(value) ?? Convert.ToString(value.ToString(), CultureInfo.InvariantCulture)!;

    [GeneratedRegex(@"\$\{([^}!]+)\}")]
    private static partial Regex Variable();

    /// <summary>Replaces references to generated resources, such as <c>Function.Alias</c>, everywhere in a tree.</summary>
    public void Rename(JsonNode? node)
    {
        if (_attributeIds.Count == 0) return;
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list) Rename(item);
                break;
            case JsonObject { Count: 1 } map when SamTree.Text(map["Ref"]) is { } name:
                if (_attributeIds.TryGetValue(name, out var id)) map["Ref"] = id;
                break;
            case JsonObject { Count: 1 } map when map["Fn::GetAtt"] is JsonArray { Count: >= 2 } path && path.All(p => SamTree.Text(p) is not null):
                RenamePath(map, path);
                break;
            case JsonObject { Count: 1 } map when map["Fn::Sub"] is { } sub:
                if (SamTree.Text(sub) is { } text) map["Fn::Sub"] = RenameIn(text, null);
                else if (sub is JsonArray { Count: 2 } parts && SamTree.Text(parts[0]) is { } format)
                {
                    parts[0] = RenameIn(format, parts[1] as JsonObject);
                    Rename(parts[1]);
                }
                break;
            case JsonObject map:
                foreach (var (name, member) in map.ToArray())
                {
                    if (name == "DependsOn" && map.ContainsKey("Type")) RenameDependsOn(map, member);
                    else Rename(member);
                }
                break;
        }
    }

    private void RenameDependsOn(JsonObject map, JsonNode? member)
    {
        JsonNode? One(JsonNode? n) => SamTree.Text(n) is { } id && _attributeIds.TryGetValue(id, out var target) ? JsonValue.Create(target) : n?.DeepClone();
        map["DependsOn"] = member is JsonArray list ? new JsonArray([.. list.Select(One)]) : One(member);
    }

    private void RenamePath(JsonObject map, JsonArray path)
    {
        var parts = path.Select(p => SamTree.Text(p)!).ToArray();
        var whole = string.Join('.', parts).Split('.');
        if (whole.Length >= 3 && _attributeIds.TryGetValue($"{whole[0]}.{whole[1]}", out var id)) map["Fn::GetAtt"] = new JsonArray(id, string.Join('.', whole[2..]));
        else if (_attributeIds.TryGetValue(whole[0], out var moved)) map["Fn::GetAtt"] = new JsonArray(moved, string.Join('.', whole[1..]));
    }

    private string RenameIn(string text, JsonObject? own) => Variable().Replace(text, m =>
    {
        var name = m.Groups[1].Value;
        if (own?.ContainsKey(name) == true) return m.Value;
        if (_attributeIds.TryGetValue(name, out var id)) return $"${{{id}}}";
        var parts = name.Split('.');
        if (parts.Length >= 3 && _attributeIds.TryGetValue($"{parts[0]}.{parts[1]}", out id)) return $"${{{id}.{string.Join('.', parts[2..])}}}";
        return parts.Length == 2 && _attributeIds.TryGetValue(parts[0], out id) ? $"${{{id}.{parts[1]}}}" : m.Value;
    });
}
